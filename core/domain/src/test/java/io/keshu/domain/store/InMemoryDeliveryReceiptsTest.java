package io.keshu.domain.store;

import io.keshu.domain.outbox.DeliveryReceiptsContract;

class InMemoryDeliveryReceiptsTest extends DeliveryReceiptsContract {

    @Override
    protected Stores emptyStores() {
        return new InMemoryStores();
    }
}
