package io.keshu.infra.conversation;

import io.keshu.domain.conversation.ConversationQueriesContract;
import io.keshu.domain.store.Stores;
import io.keshu.infra.RealStores;

class JdbcConversationQueriesTest extends ConversationQueriesContract {

    @Override
    protected Stores emptyStores() {
        return RealStores.empty();
    }
}
