package io.keshu.infra.account;

import io.keshu.domain.account.ChannelAccountStoreContract;
import io.keshu.domain.store.Stores;
import io.keshu.infra.RealStores;

class JdbcChannelAccountStoreTest extends ChannelAccountStoreContract {

    @Override
    protected Stores emptyStores() {
        return RealStores.empty();
    }
}
