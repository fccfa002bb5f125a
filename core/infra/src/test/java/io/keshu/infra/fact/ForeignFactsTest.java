package io.keshu.infra.fact;

import io.keshu.domain.fact.FactStoreContract;
import io.keshu.domain.store.Stores;
import io.keshu.infra.RealStores;

/** Facts that another node committed are read from the database and are the same. */
class ForeignFactsTest extends FactStoreContract {

    @Override
    protected Stores emptyStores() {
        return RealStores.emptyWithForeignFacts();
    }
}
