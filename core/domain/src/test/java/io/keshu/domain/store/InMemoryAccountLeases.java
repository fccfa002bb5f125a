package io.keshu.domain.store;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelState;
import io.keshu.channels.api.LeaseLostException;
import io.keshu.channels.api.StaleStateException;
import io.keshu.channels.api.StateChange;
import io.keshu.channels.api.StateKey;
import io.keshu.domain.bound.AccountLeases;
import io.keshu.domain.inbound.WaitingInbound;
import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

final class InMemoryAccountLeases implements AccountLeases {

    private final InMemoryDatabase database;
    private final InMemoryInboundStore inbound;
    private final Clock clock;
    private long lastToken;

    InMemoryAccountLeases(InMemoryDatabase database, InMemoryInboundStore inbound, Clock clock) {
        this.database = database;
        this.inbound = inbound;
        this.clock = clock;
    }

    private boolean held(ChannelAccountId account) {
        InMemoryDatabase.LeaseRow row = database.leases.get(account);
        return row != null && row.expiresAt().isAfter(clock.instant());
    }

    private boolean holds(Lease lease) {
        return held(lease.account()) && database.leases.get(lease.account()).token() == lease.token();
    }

    private void write(Lease lease) {
        database.leases.put(
                lease.account(),
                new InMemoryDatabase.LeaseRow(lease.token(), clock.instant().plus(LEASE)));
    }

    @Override
    public Optional<Lease> acquire(ChannelAccountId account, String holder) {
        return database.ask(() -> {
            if (held(account)) {
                return Optional.empty();
            }
            Lease lease = new Lease(account, ++lastToken);
            write(lease);
            return Optional.of(lease);
        });
    }

    @Override
    public Set<Lease> renew(Collection<Lease> leases) {
        return database.ask(() -> {
            Set<Lease> kept = new HashSet<>();
            for (Lease lease : leases) {
                if (holds(lease)) {
                    write(lease);
                    kept.add(lease);
                }
            }
            return kept;
        });
    }

    @Override
    public void release(Lease lease) {
        database.tell(() -> {
            if (holds(lease)) {
                database.leases.remove(lease.account());
            }
        });
    }

    @Override
    public Optional<ChannelState.Entry> find(StateKey key) {
        return database.ask(() -> Optional.ofNullable(database.states.get(key)));
    }

    @Override
    public void commit(Lease lease, List<StateChange> changes, List<WaitingInbound> rows) {
        database.tell(() -> {
            if (!holds(lease)) {
                throw new LeaseLostException("Lost: " + lease);
            }
            for (StateChange change : changes) {
                ChannelState.Entry entry = database.states.get(change.key());
                if ((entry == null ? 0 : entry.version()) != change.seenVersion()) {
                    throw new StaleStateException("Stale: " + change.key());
                }
            }
            inbound.insert(rows);
            for (StateChange change : changes) {
                database.states.put(change.key(), new ChannelState.Entry(change.value(), change.seenVersion() + 1));
            }
        });
    }
}
