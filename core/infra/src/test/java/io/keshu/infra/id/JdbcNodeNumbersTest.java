package io.keshu.infra.id;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.domain.id.NodeNumbers;
import io.keshu.domain.id.NodeNumbersContract;
import io.keshu.infra.RealStores;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class JdbcNodeNumbersTest extends NodeNumbersContract {

    private RealStores stores = RealStores.empty();

    @Override
    protected NodeNumbers emptyNumbers() {
        stores = RealStores.empty();
        return new JdbcNodeNumbers(stores.database(), Clock.systemUTC());
    }

    /** The leases end by the database's clock, which nobody can move: their ends are moved instead. */
    @Override
    protected void pass(Duration time) {
        int unused = stores.jdbc()
                .sql("UPDATE node_lease SET expires_at = expires_at - INTERVAL ? MICROSECOND")
                .param(time.toNanos() / 1000)
                .update();
    }

    @Test
    void a_node_whose_clock_is_wrong_is_told_by_how_much() {
        Instant hourAgo = Instant.now().minusSeconds(3600);

        NodeNumbers.NodeLease lease =
                new JdbcNodeNumbers(stores.database(), Clock.fixed(hourAgo, ZoneOffset.UTC)).acquire("late");

        assertThat(lease.clockOffset().value()).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61));
    }
}
