package io.keshu.domain.fact;

import java.time.Duration;
import java.util.Set;

/** Facts and the progress of their destinations, durably. A port. Batches come in with the changes that cause them. */
public interface FactStore {

    /**
     * Makes the destinations known: batches committed from now on, on any node, are kept for each of these names until
     * delivered. Batches committed before a name was first known reach it by {@link #rebuild}.
     */
    void register(Set<String> destinations);

    /**
     * Delivers up to {@code limit} waiting batches in one transaction with the destination's own writes. Nodes may do so at the same
     * time; each batch is delivered by one.
     *
     * @return how many batches were delivered; 0 if none waits or others have them
     * @throws RuntimeException the destination's own, after rolling back
     */
    int deliver(FactDestination destination, int limit);

    /** Puts a batch that its destination fails on behind the others, until the delay has passed. Deliver one at a time to find it. */
    void postponeFirst(FactDestination destination, Duration delay);

    /**
     * Resets the destination and sets all facts ever written to be delivered to it, in one transaction.
     *
     * @return how many batches will come
     */
    long rebuild(FactDestination destination);

    /** How many batches wait for this destination. */
    long countWaiting(String destination);
}
