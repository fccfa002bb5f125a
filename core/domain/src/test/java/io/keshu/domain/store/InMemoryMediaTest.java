package io.keshu.domain.store;

import io.keshu.domain.media.MediaStoresContract;

class InMemoryMediaTest extends MediaStoresContract {

    @Override
    protected Stores emptyStores() {
        return new InMemoryStores();
    }
}
