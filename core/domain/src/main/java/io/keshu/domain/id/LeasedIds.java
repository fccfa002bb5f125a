package io.keshu.domain.id;

import io.keshu.domain.store.StoreUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ids under a leased node number. {@link #keep} is to be called every few seconds; once the lease can't be trusted any more no id
 * is made, so that a node that was cut off can't collide with its successor.
 */
public final class LeasedIds implements IdGenerator {

    /** How long before the end of the lease this node stops trusting it. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private static final int COUNTER_BITS = 12;
    private static final int NODE_BITS = 10;
    private static final Logger log = LoggerFactory.getLogger(LeasedIds.class);

    private final NodeNumbers numbers;
    private final String nodeName;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final AtomicReference<@Nullable Held> held = new AtomicReference<>();

    /** Apart from the lock for making ids, which are not to wait while the store is asked. */
    private final Object keeping = new Object();

    private long lastMillis;
    private int counter;

    public LeasedIds(NodeNumbers numbers, String nodeName, Clock clock, LongSupplier nanoTime) {
        this.numbers = numbers;
        this.nodeName = nodeName;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /**
     * Takes a number, or renews the one held, or takes another if it was lost.
     *
     * @throws StoreUnavailableException if the store can't be asked; ids go on until the lease runs out
     */
    public void keep() {
        synchronized (keeping) {
            renewOrAcquire();
        }
    }

    private void renewOrAcquire() {
        long asked = nanoTime.getAsLong();
        Held current = held.get();
        if (current != null) {
            var renewed = numbers.renew(current.lease);
            if (renewed.isPresent()) {
                ClockOffset offset =
                        current.offset.corrected(renewed.get().clockOffset(), Duration.ofNanos(asked - current.asked));
                held.set(new Held(renewed.get(), offset, asked));
                return;
            }
            log.warn("event=node_number_lost number={} node={}", current.lease.number(), nodeName);
            held.set(null);
        }
        NodeNumbers.NodeLease lease = numbers.acquire(nodeName);
        held.set(new Held(lease, lease.clockOffset(), asked));
        log.info(
                "event=node_number_taken number={} node={} clockOffset={} uncertainty={}",
                lease.number(),
                nodeName,
                lease.clockOffset().value(),
                lease.clockOffset().uncertainty());
    }

    /** Whether this node holds a number now. */
    public boolean holdsNumber() {
        Held current = held.get();
        return current != null && current.trusted(nanoTime.getAsLong());
    }

    /** The number of this node. */
    public int node() {
        return trusted().lease.number();
    }

    /** Gives the number back. */
    public void release() {
        synchronized (keeping) {
            Held current = held.getAndSet(null);
            if (current != null) {
                numbers.release(current.lease);
            }
        }
    }

    @Override
    public synchronized long next() {
        Held now = trusted();
        long millis = clock.instant().plus(now.offset.correction()).toEpochMilli() - EPOCH.toEpochMilli();
        if (millis > lastMillis) {
            lastMillis = millis;
            counter = 0;
        } else if (++counter == 1 << COUNTER_BITS) {
            // Ahead of the clock by a millisecond: cheaper than waiting, and made up for as soon as the rush is over.
            lastMillis++;
            counter = 0;
        }
        return lastMillis << (NODE_BITS + COUNTER_BITS) | (long) now.lease.number() << COUNTER_BITS | counter;
    }

    private Held trusted() {
        Held current = held.get();
        if (current == null || !current.trusted(nanoTime.getAsLong())) {
            throw new StoreUnavailableException("This node holds no number");
        }
        return current;
    }

    /** @param asked when the lease was asked for, in nanoseconds of this node */
    private record Held(NodeNumbers.NodeLease lease, ClockOffset offset, long asked) {

        boolean trusted(long nanoTime) {
            return nanoTime - asked < NodeNumbers.LEASE.minus(MARGIN).toNanos();
        }
    }
}
