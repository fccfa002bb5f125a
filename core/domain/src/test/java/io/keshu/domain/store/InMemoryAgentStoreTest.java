package io.keshu.domain.store;

import io.keshu.domain.agent.AgentStoreContract;

class InMemoryAgentStoreTest extends AgentStoreContract {

    @Override
    protected Stores emptyStores() {
        return new InMemoryStores();
    }
}
