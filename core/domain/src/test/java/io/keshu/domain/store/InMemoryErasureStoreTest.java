package io.keshu.domain.store;

import io.keshu.domain.erasure.ErasureStoreContract;

class InMemoryErasureStoreTest extends ErasureStoreContract {

    @Override
    protected Stores emptyStores() {
        return new InMemoryStores();
    }
}
