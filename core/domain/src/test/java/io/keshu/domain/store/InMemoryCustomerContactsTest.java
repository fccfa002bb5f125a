package io.keshu.domain.store;

import io.keshu.domain.customer.CustomerContactsContract;

class InMemoryCustomerContactsTest extends CustomerContactsContract {

    @Override
    protected Stores emptyStores() {
        return new InMemoryStores();
    }
}
