package io.keshu.infra.bound;

import io.keshu.domain.bound.AccountLeasesContract;
import io.keshu.domain.store.Stores;
import io.keshu.infra.RealStores;
import java.time.Duration;

class JdbcAccountLeasesTest extends AccountLeasesContract {

    private RealStores stores = RealStores.empty();

    @Override
    protected Stores emptyStores() {
        stores = RealStores.empty();
        return stores;
    }

    /** The leases end by the database's clock, which nobody can move: their ends are moved instead. */
    @Override
    protected void pass(Duration time) {
        int unused = stores.jdbc()
                .sql("UPDATE account_lease SET expires_at = expires_at - INTERVAL ? MICROSECOND")
                .param(time.toNanos() / 1000)
                .update();
    }
}
