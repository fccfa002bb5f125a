package io.keshu.infra.fact;

import io.keshu.domain.fact.FactStoreContract;
import io.keshu.domain.store.Stores;
import io.keshu.infra.RealStores;

class JdbcFactStoreTest extends FactStoreContract {

    @Override
    protected Stores emptyStores() {
        return RealStores.empty();
    }
}
