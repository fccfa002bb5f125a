package io.keshu.infra.agent;

import io.keshu.domain.agent.AgentGroupStoreContract;
import io.keshu.domain.store.Stores;
import io.keshu.infra.RealStores;

class JdbcAgentGroupStoreTest extends AgentGroupStoreContract {

    @Override
    protected Stores emptyStores() {
        return RealStores.empty();
    }
}
