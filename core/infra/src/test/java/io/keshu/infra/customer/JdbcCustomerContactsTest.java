package io.keshu.infra.customer;

import io.keshu.domain.customer.CustomerContactsContract;
import io.keshu.domain.store.Stores;
import io.keshu.infra.RealStores;

class JdbcCustomerContactsTest extends CustomerContactsContract {

    @Override
    protected Stores emptyStores() {
        return RealStores.empty();
    }
}
