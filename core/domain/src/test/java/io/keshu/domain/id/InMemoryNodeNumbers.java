package io.keshu.domain.id;

import io.keshu.domain.store.StoreUnavailableException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Leases by a clock that tests may move. */
public final class InMemoryNodeNumbers implements NodeNumbers {

    private record Row(long token, Instant expiresAt) {}

    private final Map<Integer, Row> rows = new HashMap<>();
    private final Clock clock;
    private long lastToken;
    private boolean unavailable;

    public InMemoryNodeNumbers() {
        this(Clock.systemUTC());
    }

    public InMemoryNodeNumbers(Clock clock) {
        this.clock = clock;
    }

    /** Whether every call fails from now on. */
    public synchronized void unavailable(boolean away) {
        unavailable = away;
    }

    private void ask() {
        if (unavailable) {
            throw new StoreUnavailableException("The store is away");
        }
    }

    @Override
    public synchronized NodeLease acquire(String nodeName) {
        ask();
        Instant now = clock.instant();
        for (int number = 0; number < COUNT; number++) {
            Row row = rows.get(number);
            if (row == null || !row.expiresAt.isAfter(now)) {
                NodeLease lease = new NodeLease(number, ++lastToken, ClockOffset.NONE);
                rows.put(number, new Row(lease.token(), now.plus(LEASE)));
                return lease;
            }
        }
        throw new StoreUnavailableException("All numbers are taken");
    }

    private boolean holds(NodeLease lease) {
        Row row = rows.get(lease.number());
        return row != null && row.token == lease.token() && row.expiresAt.isAfter(clock.instant());
    }

    @Override
    public synchronized Optional<NodeLease> renew(NodeLease lease) {
        ask();
        if (!holds(lease)) {
            return Optional.empty();
        }
        rows.put(lease.number(), new Row(lease.token(), clock.instant().plus(LEASE)));
        return Optional.of(lease);
    }

    @Override
    public synchronized void release(NodeLease lease) {
        ask();
        if (holds(lease)) {
            rows.remove(lease.number());
        }
    }
}
