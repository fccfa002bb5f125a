package io.keshu.domain.store;

import io.keshu.domain.outbox.OutboxStoreContract;

class InMemoryOutboxStoreTest extends OutboxStoreContract {

    @Override
    protected Stores emptyStores() {
        return new InMemoryStores();
    }
}
