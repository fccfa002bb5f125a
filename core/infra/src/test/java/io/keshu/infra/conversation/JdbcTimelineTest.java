package io.keshu.infra.conversation;

import io.keshu.domain.store.Stores;
import io.keshu.domain.timeline.CustomerTimelineContract;
import io.keshu.infra.RealStores;

class JdbcTimelineTest extends CustomerTimelineContract {

    @Override
    protected Stores emptyStores() {
        return RealStores.empty();
    }
}
