package io.keshu.domain.store;

import io.keshu.domain.agent.AgentGroupStoreContract;

class InMemoryAgentGroupStoreTest extends AgentGroupStoreContract {

    @Override
    protected Stores emptyStores() {
        return new InMemoryStores();
    }
}
