package io.keshu.channels.api;

import java.util.List;

/**
 * The right to serve one account, which no other node has at the same time. Whoever lost it can't store anything any more: the database
 * decides, not this node's clock. Thread-safe.
 */
public interface AccountLease {

    /** Whether it is held as far as this node knows. Asked before anything that must not be done on two nodes. */
    boolean held();

    /**
     * Runs once when the lease is lost or given back, on another thread; at once if it is gone already. To be used for closing
     * connections; must not block.
     */
    void whenLost(Runnable stop);

    /**
     * Stores what arrived and how far the channel has come, both or neither. Envelopes that were stored before are left out; the changes
     * are made all the same.
     *
     * @param envelopes of this account, in order of arrival; may be empty
     * @param changes of this account's state; may be empty
     * @return for each envelope whether it was new
     * @throws LeaseLostException if another node may serve the account now: nothing was stored, and the work is to end
     * @throws StaleStateException if a state was changed since it was read: nothing was stored, and it is to be read again
     * @throws EnvelopeRefusedException if the store will never take one of the envelopes: nothing was stored
     * @throws AcceptFailedException if nothing could be stored now
     */
    List<Acceptance.Kind> commit(List<InboundEnvelope> envelopes, List<StateChange> changes);
}
