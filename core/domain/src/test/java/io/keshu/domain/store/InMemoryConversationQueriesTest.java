package io.keshu.domain.store;

import io.keshu.domain.conversation.ConversationQueriesContract;

class InMemoryConversationQueriesTest extends ConversationQueriesContract {

    @Override
    protected Stores emptyStores() {
        return new InMemoryStores();
    }
}
