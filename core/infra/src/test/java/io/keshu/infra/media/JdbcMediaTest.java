package io.keshu.infra.media;

import io.keshu.domain.media.MediaStoresContract;
import io.keshu.domain.store.Stores;
import io.keshu.infra.RealStores;

class JdbcMediaTest extends MediaStoresContract {

    @Override
    protected Stores emptyStores() {
        return RealStores.empty();
    }
}
