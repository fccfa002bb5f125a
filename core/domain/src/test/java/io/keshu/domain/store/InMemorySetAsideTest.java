package io.keshu.domain.store;

import io.keshu.domain.inbound.SetAsideStoreContract;

class InMemorySetAsideTest extends SetAsideStoreContract {

    @Override
    protected Stores emptyStores() {
        return new InMemoryStores();
    }
}
