package io.keshu.infra.agent;

import io.keshu.domain.agent.AgentStoreContract;
import io.keshu.domain.store.Stores;
import io.keshu.infra.RealStores;

class JdbcAgentStoreTest extends AgentStoreContract {

    @Override
    protected Stores emptyStores() {
        return RealStores.empty();
    }
}
