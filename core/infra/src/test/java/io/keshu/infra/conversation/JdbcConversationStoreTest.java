package io.keshu.infra.conversation;

import io.keshu.domain.conversation.ConversationStoreContract;
import io.keshu.domain.store.Stores;
import io.keshu.infra.RealStores;

class JdbcConversationStoreTest extends ConversationStoreContract {

    @Override
    protected Stores emptyStores() {
        return RealStores.empty();
    }
}
