package io.keshu.domain.timeline;

import io.keshu.domain.store.InMemoryStores;
import io.keshu.domain.store.Stores;

class InMemoryTimelineTest extends CustomerTimelineContract {

    @Override
    protected Stores emptyStores() {
        return new InMemoryStores();
    }
}
