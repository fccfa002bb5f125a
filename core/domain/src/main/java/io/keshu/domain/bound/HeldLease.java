package io.keshu.domain.bound;

import io.keshu.channels.api.AcceptFailedException;
import io.keshu.channels.api.Acceptance;
import io.keshu.channels.api.AccountLease;
import io.keshu.channels.api.EnvelopeRefusedException;
import io.keshu.channels.api.InboundEnvelope;
import io.keshu.channels.api.LeaseLostException;
import io.keshu.channels.api.StateChange;
import io.keshu.domain.id.IdGenerator;
import io.keshu.domain.inbound.InboundKey;
import io.keshu.domain.inbound.InboundStore;
import io.keshu.domain.inbound.LaneQueue;
import io.keshu.domain.inbound.WaitingInbound;
import io.keshu.domain.lock.Lane;
import io.keshu.domain.store.KeyTakenException;
import io.keshu.domain.store.RefusedByStoreException;
import io.keshu.domain.store.StoreUnavailableException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** One holding of an account by this node. */
final class HeldLease implements AccountLease {

    /** How long before its end by the store's clock a lease that was not renewed counts as lost here. */
    private static final long MARGIN = 1_000_000_000;

    /** How often a message can be found stored that was not a moment ago. */
    private static final int ATTEMPTS = 3;

    /** What all leases of a node share. */
    record Stores(
            AccountLeases leases,
            InboundStore inbound,
            IdGenerator ids,
            LaneQueue lanes,
            Clock clock,
            Supplier<String> traceIds) {}

    private final AccountLeases.Lease lease;
    private final Stores stores;
    private final LongSupplier nanos;
    private final List<Runnable> stops = new ArrayList<>();
    private volatile long until;
    private boolean lost;

    /** @param asked when the lease was asked for, by {@code nanos}: from then on it lasts at least */
    HeldLease(AccountLeases.Lease lease, Stores stores, LongSupplier nanos, long asked) {
        this.lease = lease;
        this.stores = stores;
        this.nanos = nanos;
        this.until = asked + AccountLeases.LEASE.toNanos() - MARGIN;
    }

    AccountLeases.Lease lease() {
        return lease;
    }

    void renewed(long asked) {
        until = asked + AccountLeases.LEASE.toNanos() - MARGIN;
    }

    @Override
    public synchronized boolean held() {
        return !lost && nanos.getAsLong() - until < 0;
    }

    @Override
    public void whenLost(Runnable stop) {
        synchronized (this) {
            if (!lost) {
                stops.add(stop);
                return;
            }
        }
        stop.run();
    }

    /** Ends it here, whether or not the store knows. */
    void lose() {
        List<Runnable> told;
        synchronized (this) {
            lost = true;
            told = List.copyOf(stops);
            stops.clear();
        }
        told.forEach(Runnable::run);
    }

    @Override
    public List<Acceptance.Kind> commit(List<InboundEnvelope> envelopes, List<StateChange> changes) {
        if (!held()) {
            throw new LeaseLostException("The lease of account " + lease.account() + " was not renewed in time");
        }
        try {
            for (int attempt = 1; ; attempt++) {
                try {
                    return tryCommit(envelopes, changes);
                } catch (KeyTakenException e) {
                    // Stored between the question and the insert: by the next question it is known.
                    if (attempt == ATTEMPTS) {
                        throw new AcceptFailedException("A message is stored that can't be read", e);
                    }
                }
            }
        } catch (RefusedByStoreException e) {
            throw new EnvelopeRefusedException("Not stored: " + e.getMessage(), e);
        } catch (StoreUnavailableException e) {
            throw new AcceptFailedException("Not stored: " + e.getMessage(), e);
        }
    }

    private List<Acceptance.Kind> tryCommit(List<InboundEnvelope> envelopes, List<StateChange> changes) {
        Set<InboundKey> known = new HashSet<>(stores.inbound()
                .findKeys(envelopes.stream().map(HeldLease::key).toList())
                .keySet());
        Instant now = stores.clock().instant().truncatedTo(ChronoUnit.MICROS);
        List<Acceptance.Kind> kinds = new ArrayList<>(envelopes.size());
        List<WaitingInbound> rows = new ArrayList<>(envelopes.size());
        for (InboundEnvelope envelope : envelopes) {
            boolean first = known.add(key(envelope));
            kinds.add(first ? Acceptance.Kind.NEW : Acceptance.Kind.DUPLICATE);
            if (first) {
                rows.add(new WaitingInbound(
                        stores.ids().next(),
                        Lane.of(envelope.account(), envelope.user()),
                        envelope,
                        stores.traceIds().get(),
                        now));
            }
        }
        stores.leases().commit(lease, changes, rows);
        stores.lanes().offerAll(rows);
        return kinds;
    }

    private static InboundKey key(InboundEnvelope envelope) {
        return new InboundKey(envelope.account(), envelope.id());
    }
}
