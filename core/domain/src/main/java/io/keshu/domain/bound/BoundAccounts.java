package io.keshu.domain.bound;

import io.keshu.channels.api.BoundChannel;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.domain.account.AccountDirectory;
import io.keshu.domain.account.Channels;
import io.keshu.domain.id.IdGenerator;
import io.keshu.domain.inbound.InboundStore;
import io.keshu.domain.inbound.LaneQueue;
import io.keshu.domain.store.StoreUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has every enabled account of a {@link BoundChannel} served by one node. {@link #tend} and {@link #expire} are to be called every
 * second, on two threads: the second doesn't wait for the store.
 */
public final class BoundAccounts implements AutoCloseable {

    /** How long an account rests whose channel gave up. */
    private static final Duration REST = Duration.ofSeconds(5);

    /** How long a channel has for letting go of an account when the hub stops. */
    private static final Duration FAREWELL = Duration.ofSeconds(3);

    private static final Logger log = LoggerFactory.getLogger(BoundAccounts.class);

    private final AccountDirectory accounts;
    private final Channels channels;
    private final HeldLease.Stores stores;
    private final String holder;
    private final LongSupplier nanos;
    private final Map<ChannelAccountId, Served> served = new ConcurrentHashMap<>();
    private final Map<ChannelAccountId, Long> resting = new HashMap<>();
    private boolean closed;

    /**
     * @param holder this node's name, for people
     * @param traceIds a new one for every message
     * @param nanos a monotonic clock
     */
    public BoundAccounts(
            AccountDirectory accounts,
            Channels channels,
            AccountLeases leases,
            InboundStore inbound,
            IdGenerator ids,
            LaneQueue lanes,
            Clock clock,
            Supplier<String> traceIds,
            String holder,
            LongSupplier nanos) {
        this.accounts = accounts;
        this.channels = channels;
        this.stores = new HeldLease.Stores(leases, inbound, ids, lanes, clock, traceIds);
        this.holder = holder;
        this.nanos = nanos;
    }

    private record Served(ChannelAccount account, HeldLease lease, Thread thread) {
        void stop() {
            thread.interrupt();
            lease.lose();
        }
    }

    /**
     * Renews what is held, lets go of what is not wanted, takes what nobody has.
     *
     * @throws StoreUnavailableException if the store can't be asked
     */
    public synchronized void tend() {
        if (closed) {
            return;
        }
        sweepEnded();
        for (Served one : served.values()) {
            Optional<ChannelAccount> now = wanted(one.account().id());
            if (now.isEmpty() || now.get().version() != one.account().version()) {
                one.stop();
            }
        }
        renew();
        for (ChannelAccount account : accounts.all()) {
            Long until = resting.get(account.id());
            boolean rests = until != null && nanos.getAsLong() - until < 0;
            if (!rests && !served.containsKey(account.id())) {
                wanted(account.id()).ifPresent(this::take);
            }
        }
    }

    /** Stops work whose lease could not be renewed in time. */
    public void expire() {
        for (Served one : served.values()) {
            if (!one.lease().held() && one.thread().isAlive()) {
                one.stop();
            }
        }
    }

    private Optional<ChannelAccount> wanted(ChannelAccountId id) {
        return accounts.find(id)
                .filter(account -> account.enabled() && account.secretsReadable())
                .filter(account -> channels.find(account.type())
                        .filter(BoundChannel.class::isInstance)
                        .isPresent());
    }

    private void renew() {
        List<AccountLeases.Lease> held = served.values().stream()
                .filter(one -> one.lease().held())
                .map(one -> one.lease().lease())
                .toList();
        if (held.isEmpty()) {
            return;
        }
        long asked = nanos.getAsLong();
        Set<AccountLeases.Lease> renewed = stores.leases().renew(held);
        for (Served one : served.values()) {
            if (renewed.contains(one.lease().lease())) {
                one.lease().renewed(asked);
            } else if (one.lease().held()) {
                log.warn("event=account_lease_lost account={}", one.account().key());
                one.stop();
            }
        }
    }

    private void take(ChannelAccount account) {
        long asked = nanos.getAsLong();
        Optional<AccountLeases.Lease> lease = stores.leases().acquire(account.id(), holder);
        if (lease.isEmpty()) {
            return;
        }
        HeldLease held = new HeldLease(lease.get(), stores, nanos, asked);
        Thread thread = new Thread(() -> serve(account, held), "keshu-bound-" + account.type() + "-" + account.key());
        thread.setDaemon(true);
        served.put(account.id(), new Served(account, held, thread));
        thread.start();
        log.info("event=account_served account={}", account.key());
    }

    private void serve(ChannelAccount account, HeldLease lease) {
        try {
            BoundChannel channel = (BoundChannel) channels.find(account.type()).orElseThrow();
            channel.serve(account, lease);
        } catch (InterruptedException e) {
            log.debug("event=account_left account={}", account.key());
        } catch (RuntimeException e) {
            if (lease.held()) {
                log.error("event=account_given_up account={}", account.key(), e);
            } else {
                log.info("event=account_left account={} detail=\"{}\"", account.key(), e.getMessage());
            }
        }
    }

    /** Gives back what is not worked on any more. A lease is given back only when its thread has ended: two must never be at work. */
    private void sweepEnded() {
        for (Iterator<Served> all = served.values().iterator(); all.hasNext(); ) {
            Served one = all.next();
            if (one.thread().isAlive()) {
                continue;
            }
            boolean gaveUp = one.lease().held();
            one.lease().lose();
            stores.leases().release(one.lease().lease());
            all.remove();
            if (gaveUp) {
                resting.put(one.account().id(), nanos.getAsLong() + REST.toNanos());
            }
        }
    }

    /** The accounts that this node serves. */
    public Set<ChannelAccountId> served() {
        return Set.copyOf(served.keySet());
    }

    /** Ends all work and gives the accounts back, so that others take them at once. */
    @Override
    public synchronized void close() {
        closed = true;
        served.values().forEach(Served::stop);
        try {
            for (Served one : served.values()) {
                one.thread().join(FAREWELL.toMillis());
            }
            sweepEnded();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (StoreUnavailableException e) {
            log.info("event=account_leases_not_released detail=\"{}\"", e.getMessage());
        }
    }
}
