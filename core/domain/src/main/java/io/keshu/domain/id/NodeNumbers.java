package io.keshu.domain.id;

import java.time.Duration;
import java.util.Optional;

/**
 * Leases numbers to nodes by the store's own clock, so that no two living nodes share one. A port: the store decides.
 */
public interface NodeNumbers {

    /** How many numbers there are: 0 to 1023. */
    int COUNT = 1024;

    /** How long a lease lasts without renewal. */
    Duration LEASE = Duration.ofSeconds(30);

    /**
     * Takes a number that nobody holds.
     *
     * @param nodeName for operators who look at the table
     * @throws io.keshu.domain.store.StoreUnavailableException if the store can't be asked or all numbers are taken
     */
    NodeLease acquire(String nodeName);

    /**
     * Extends a lease.
     *
     * @return the lease with a fresh clock offset; empty if it ran out and somebody else may hold the number
     * @throws io.keshu.domain.store.StoreUnavailableException if the store can't be asked
     */
    Optional<NodeLease> renew(NodeLease lease);

    /** Gives the number back; does nothing if it is not held any more. */
    void release(NodeLease lease);

    /**
     * @param number 0 to 1023
     * @param token tells this lease from later ones of the same number
     * @param clockOffset added to the node's time, all nodes' ids agree on "now"
     */
    record NodeLease(int number, long token, ClockOffset clockOffset) {}
}
