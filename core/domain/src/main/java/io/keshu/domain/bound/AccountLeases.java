package io.keshu.domain.bound;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelState;
import io.keshu.channels.api.StateChange;
import io.keshu.channels.api.StateKey;
import io.keshu.domain.inbound.WaitingInbound;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which node serves which account, and how far it has come, durably. Leases end by the store's clock, which is the same for all nodes. A
 * port.
 */
public interface AccountLeases {

    /** For how long a lease lasts that is not renewed: as long as an account waits when its node has crashed. */
    Duration LEASE = Duration.ofSeconds(10);

    /** @param token tells this holding of the account from all others */
    record Lease(ChannelAccountId account, long token) {}

    /**
     * Takes the account unless somebody holds it.
     *
     * @param holder for people who look into the table
     */
    Optional<Lease> acquire(ChannelAccountId account, String holder);

    /** Prolongs the leases that are still held. @return those that were */
    Set<Lease> renew(Collection<Lease> leases);

    /** Gives the lease back; changes nothing if it is lost. */
    void release(Lease lease);

    Optional<ChannelState.Entry> find(StateKey key);

    /**
     * Stores changes and rows in one transaction, or nothing.
     *
     * @throws io.keshu.channels.api.LeaseLostException if the lease is not held any more
     * @throws io.keshu.channels.api.StaleStateException if a state has another version
     * @throws io.keshu.domain.store.KeyTakenException if a row's key is stored already
     * @throws io.keshu.domain.store.RefusedByStoreException if the store refuses a row
     * @throws io.keshu.domain.store.StoreUnavailableException if the store can't be reached
     */
    void commit(Lease lease, List<StateChange> changes, List<WaitingInbound> rows);
}
