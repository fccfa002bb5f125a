package io.keshu.infra.outbox;

import io.keshu.domain.outbox.OutboxStoreContract;
import io.keshu.domain.store.Stores;
import io.keshu.infra.RealStores;

class JdbcOutboxStoreTest extends OutboxStoreContract {

    @Override
    protected Stores emptyStores() {
        return RealStores.empty();
    }
}
