package io.keshu.infra.redis;

import io.keshu.domain.lock.Lane;
import io.keshu.domain.lock.SessionLocks;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leases as keys in Redis: one script takes a whole batch of lanes, one gives it back, and all leases of this node are renewed
 * together. Keys share a hash tag, so that one script may touch them on a cluster too. Within the node a set keeps workers apart,
 * with Redis or without.
 */
public final class RedisSessionLocks implements SessionLocks, AutoCloseable {

    private static final String PREFIX = "keshu:{lane}:";
    private static final long LEASE_MILLIS = 5_000;
    private static final long RENEWAL_MILLIS = 1_500;

    /** How long Redis is left alone after it failed: workers go on without it rather than wait each time. */
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final String TAKE = "local taken = {} "
            + "for i, key in ipairs(KEYS) do "
            + "if redis.call('set', key, ARGV[1], 'nx', 'px', ARGV[2]) then taken[i] = 1 else taken[i] = 0 end end "
            + "return taken";
    private static final String RENEW = "for i, key in ipairs(KEYS) do "
            + "if redis.call('get', key) == ARGV[1] then redis.call('pexpire', key, ARGV[2]) end end return 1";
    private static final String GIVE_BACK = "for i, key in ipairs(KEYS) do "
            + "if redis.call('get', key) == ARGV[1] then redis.call('del', key) end end return 1";

    private static final Logger log = LoggerFactory.getLogger(RedisSessionLocks.class);

    private final RedissonClient redisson;
    private final Set<Lane> own = ConcurrentHashMap.newKeySet();
    private final Set<Lease> leases = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService renewals;
    private final AtomicBoolean away = new AtomicBoolean();
    private volatile long leaveAloneUntil = System.nanoTime();

    public RedisSessionLocks(RedissonClient redisson) {
        this.redisson = redisson;
        this.renewals = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "keshu-leases");
            thread.setDaemon(true);
            return thread;
        });
        Future<?> unused =
                renewals.scheduleWithFixedDelay(this::renewAll, RENEWAL_MILLIS, RENEWAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public Held tryLock(Collection<Lane> lanes) {
        List<Lane> free = lanes.stream().distinct().filter(own::add).toList();
        if (free.isEmpty()) {
            return new Lease(Set.of(), "", true);
        }
        String token = UUID.randomUUID().toString();
        List<Long> taken = ask(TAKE, RScript.ReturnType.LIST, free, token);
        if (taken.size() != free.size()) {
            return new Lease(new LinkedHashSet<>(free), token, true);
        }
        Set<Lane> granted = new LinkedHashSet<>();
        for (int i = 0; i < taken.size(); i++) {
            if (taken.get(i) == 1L) {
                granted.add(free.get(i));
            } else {
                own.remove(free.get(i));
            }
        }
        Lease lease = new Lease(granted, token, false);
        if (!granted.isEmpty()) {
            leases.add(lease);
        }
        return lease;
    }

    /** The script's answer, or an empty list if Redis doesn't give one. */
    private List<Long> ask(String script, RScript.ReturnType type, Collection<Lane> lanes, String token) {
        if (away.get() && System.nanoTime() - leaveAloneUntil < 0) {
            return List.of();
        }
        List<Object> keys = new ArrayList<>(lanes.size());
        for (Lane lane : lanes) {
            keys.add(PREFIX + lane);
        }
        try {
            Object answer = redisson.getScript(StringCodec.INSTANCE)
                    .eval(RScript.Mode.READ_WRITE, script, type, keys, token, Long.toString(LEASE_MILLIS));
            if (away.compareAndSet(true, false)) {
                log.info("event=leases_resumed");
            }
            List<Long> numbers = new ArrayList<>(lanes.size());
            if (answer instanceof List<?> list) {
                list.forEach(value -> numbers.add(Long.parseLong(String.valueOf(value))));
            }
            return numbers;
        } catch (RuntimeException e) {
            leaveAloneUntil = System.nanoTime() + PAUSE_NANOS;
            if (away.compareAndSet(false, true)) {
                log.warn("event=leases_degraded detail=\"{}\"", e.getMessage());
            }
            return List.of();
        }
    }

    private void renewAll() {
        for (Lease lease : leases) {
            ask(RENEW, RScript.ReturnType.LONG, lease.lanes, lease.token);
        }
        if (leases.isEmpty()) {
            // Nobody asks while there is no work: find out all the same whether Redis went away or is back.
            ask(RENEW, RScript.ReturnType.LONG, List.of(new Lane(0)), "");
        }
    }

    @Override
    public boolean degraded() {
        return away.get();
    }

    @Override
    public void close() {
        renewals.shutdownNow();
    }

    private final class Lease implements Held {
        private final Set<Lane> lanes;
        private final String token;
        private final boolean degraded;
        private final AtomicBoolean closed = new AtomicBoolean();

        Lease(Set<Lane> lanes, String token, boolean degraded) {
            this.lanes = lanes;
            this.token = token;
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
            if (closed.compareAndSet(false, true) && !lanes.isEmpty()) {
                leases.remove(this);
                if (!degraded) {
                    ask(GIVE_BACK, RScript.ReturnType.LONG, lanes, token);
                }
                own.removeAll(lanes);
            }
        }
    }
}
