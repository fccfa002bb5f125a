package io.keshu.infra.inbound;

import io.keshu.domain.inbound.InboundStoreContract;
import io.keshu.domain.store.Stores;
import io.keshu.infra.RealStores;

class JdbcInboundStoreTest extends InboundStoreContract {

    @Override
    protected Stores emptyStores() {
        return RealStores.empty();
    }
}
