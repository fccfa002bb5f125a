package io.keshu.domain.lock;

import java.util.Collection;
import java.util.Set;

/**
 * Leases on lanes. They save work, the store's versions decide: a caller that loses a lease, or goes on without one while the
 * lock service is away, stays correct and only collides more often. Thread-safe; a lease belongs to its holder object, not to a thread.
 */
public interface SessionLocks {

    /**
     * Takes what is free of these lanes, in one round trip, without waiting. Leases last 5 seconds and are renewed until closed.
     * While the lock service is away every lane that this node does not hold itself is granted and the holder is
     * {@linkplain Held#degraded() degraded}.
     */
    Held tryLock(Collection<Lane> lanes);

    /** Whether the lock service answers at the moment. */
    boolean degraded();

    /** Some lanes, held until closed. */
    interface Held extends AutoCloseable {

        /** The lanes that were free and now are ours; a subset of those asked for. */
        Set<Lane> lanes();

        /** Whether the lanes were granted without asking the lock service. */
        boolean degraded();

        /** Gives all lanes back; never throws, since a lease ends by itself. */
        @Override
        void close();
    }
}
