package io.keshu.domain.store;

import io.keshu.domain.account.ChannelAccountStoreContract;

class InMemoryChannelAccountStoreTest extends ChannelAccountStoreContract {

    @Override
    protected Stores emptyStores() {
        return new InMemoryStores();
    }
}
