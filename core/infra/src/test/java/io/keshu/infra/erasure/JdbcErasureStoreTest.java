package io.keshu.infra.erasure;

import io.keshu.domain.erasure.ErasureStoreContract;
import io.keshu.domain.store.Stores;
import io.keshu.infra.RealStores;

class JdbcErasureStoreTest extends ErasureStoreContract {

    @Override
    protected Stores emptyStores() {
        return RealStores.empty();
    }
}
