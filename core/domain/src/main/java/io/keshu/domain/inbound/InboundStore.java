package io.keshu.domain.inbound;

import io.keshu.domain.lock.Lane;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where accepted messages wait, durably. A port; its unique key over {@link InboundKey} is what makes "once" true. */
public interface InboundStore {

    /**
     * Stores all rows and their keys in one transaction, or none.
     *
     * @throws io.keshu.domain.store.KeyTakenException if a key is stored already
     * @throws io.keshu.domain.store.RefusedByStoreException if the store refuses a row
     * @throws io.keshu.domain.store.StoreUnavailableException at once, if the store can't be reached
     */
    void insert(List<WaitingInbound> rows);

    /**
     * Reads which of the keys are stored, finished ones included.
     *
     * @return the id under which each stored key was accepted
     */
    Map<InboundKey, Long> findKeys(Collection<InboundKey> keys);

    /** Lanes with rows that were accepted before the given time and are neither finished nor set aside, at most {@code limit}. */
    List<Lane> lanesWaitingSince(Instant before, int limit);

    /** When the row was received that waits longest; empty if none does. */
    Optional<Instant> oldestWaiting();

    /** How many rows wait, counted up to {@link io.keshu.domain.ops.HubHealth#COUNTED}. */
    long countWaiting();

    /** Takes a row out of the queue that can't be worked off, and keeps it with the reason for an operator. */
    void setAside(long inboundId, String reason);

    /** How many rows are set aside and wait for somebody, counted up to {@link io.keshu.domain.ops.HubHealth#COUNTED}. */
    long countSetAside();
}
