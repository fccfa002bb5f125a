package io.keshu.infra.outbox;

import io.keshu.domain.outbox.DeliveryReceiptsContract;
import io.keshu.domain.store.Stores;
import io.keshu.infra.RealStores;

class JdbcDeliveryReceiptsTest extends DeliveryReceiptsContract {

    @Override
    protected Stores emptyStores() {
        return RealStores.empty();
    }
}
