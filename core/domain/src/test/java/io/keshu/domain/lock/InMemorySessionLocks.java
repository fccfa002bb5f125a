package io.keshu.domain.lock;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** The locks of one node over a lock service in memory that several nodes may share. */
public final class InMemorySessionLocks implements SessionLocks {

    /** What nodes share. */
    public static final class Service {
        private final Map<Lane, Object> taken = new ConcurrentHashMap<>();
        private volatile boolean away;

        /** Whether it can't be reached from now on. Leases taken before are forgotten, as a Redis that died forgets them. */
        public void away(boolean isAway) {
            away = isAway;
            taken.clear();
        }
    }

    private final Service service;
    private final Set<Lane> own = ConcurrentHashMap.newKeySet();

    public InMemorySessionLocks() {
        this(new Service());
    }

    public InMemorySessionLocks(Service service) {
        this.service = service;
    }

    @Override
    public Held tryLock(Collection<Lane> lanes) {
        boolean degraded = service.away;
        Object token = new Object();
        Set<Lane> granted = new LinkedHashSet<>();
        for (Lane lane : lanes) {
            if (own.add(lane)) {
                if (degraded || service.taken.putIfAbsent(lane, token) == null) {
                    granted.add(lane);
                } else {
                    own.remove(lane);
                }
            }
        }
        return new Lease(granted, token, degraded);
    }

    @Override
    public boolean degraded() {
        return service.away;
    }

    private final class Lease implements Held {
        private final Set<Lane> lanes;
        private final Object token;
        private final boolean degraded;
        private final AtomicBoolean closed = new AtomicBoolean();

        Lease(Set<Lane> lanes, Object token, boolean degraded) {
            this.token = token;
            this.lanes = Set.copyOf(lanes);
            this.degraded = degraded;
        }

        @Override
        public Set<Lane> lanes() {
            return lanes;
        }

        @Override
        public boolean degraded() {
            return degraded;
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                // Those that were forgotten and taken by somebody else since are theirs.
                lanes.forEach(lane -> service.taken.remove(lane, token));
                own.removeAll(lanes);
            }
        }
    }
}
