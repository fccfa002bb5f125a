package io.keshu.domain.store;

import io.keshu.domain.fact.FactStoreContract;

class InMemoryFactStoreTest extends FactStoreContract {

    @Override
    protected Stores emptyStores() {
        return new InMemoryStores();
    }
}
