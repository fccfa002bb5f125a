package io.keshu.domain.store;

import io.keshu.domain.inbound.InboundStoreContract;

class InMemoryInboundStoreTest extends InboundStoreContract {

    @Override
    protected Stores emptyStores() {
        return new InMemoryStores();
    }
}
