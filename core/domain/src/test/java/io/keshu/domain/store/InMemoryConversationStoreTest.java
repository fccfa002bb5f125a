package io.keshu.domain.store;

import io.keshu.domain.conversation.ConversationStoreContract;

class InMemoryConversationStoreTest extends ConversationStoreContract {

    @Override
    protected Stores emptyStores() {
        return new InMemoryStores();
    }
}
