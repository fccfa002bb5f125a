package io.keshu.infra.inbound;

import io.keshu.domain.inbound.SetAsideStoreContract;
import io.keshu.domain.store.Stores;
import io.keshu.infra.RealStores;

class JdbcSetAsideTest extends SetAsideStoreContract {

    @Override
    protected Stores emptyStores() {
        return RealStores.empty();
    }
}
