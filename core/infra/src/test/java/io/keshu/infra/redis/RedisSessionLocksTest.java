package io.keshu.infra.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keshu.domain.lock.Lane;
import io.keshu.domain.lock.SessionLocks;
import io.keshu.domain.lock.SessionLocksContract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.redisson.api.RKeys;
import org.redisson.client.codec.StringCodec;

class RedisSessionLocksTest extends SessionLocksContract {

    private final RedisNodes redis = new RedisNodes();
    private final List<RedisSessionLocks> nodes = new ArrayList<>();

    @Override
    protected SessionLocks node() {
        if (nodes.isEmpty()) {
            redis.empty();
        }
        RedisSessionLocks locks = new RedisSessionLocks(redis.connect());
        nodes.add(locks);
        return locks;
    }

    @Override
    protected void forgetLeases() {
        redis.empty();
    }

    @Override
    protected void away(boolean isAway) {
        redis.away(isAway);
    }

    @AfterEach
    void close() {
        nodes.forEach(RedisSessionLocks::close);
        redis.close();
    }

    private RKeys keys() {
        return redis.operator().getKeys();
    }

    private long remaining() {
        String key = keys().getKeys().iterator().next();
        return redis.operator().getBucket(key, StringCodec.INSTANCE).remainTimeToLive();
    }

    @Test
    void a_lease_lasts_five_seconds_and_is_renewed_as_long_as_it_is_held() {
        try (SessionLocks.Held held = nodes.get(0).tryLock(List.of(new Lane(42)))) {
            assertThat(held.lanes()).hasSize(1);
            AtomicLong before = new AtomicLong(remaining());
            assertThat(before.get()).isBetween(1L, 5000L);

            // It only ever sinks unless somebody renews it.
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                long now = remaining();
                return before.getAndSet(now) < now;
            });
        }
        assertThat(keys().count()).isZero();
    }

    @Test
    void the_lease_of_a_node_that_died_ends_by_itself() {
        RedisSessionLocks dying = nodes.get(0);
        SessionLocks.Held held = dying.tryLock(List.of(new Lane(42)));
        assertThat(held.lanes()).hasSize(1);
        // As a crash does it: nobody renews the lease any more, and nobody gives it back.
        dying.close();

        await().atMost(Duration.ofSeconds(30)).until(() -> {
            try (SessionLocks.Held next = nodes.get(1).tryLock(List.of(new Lane(42)))) {
                return next.lanes().size() == 1;
            }
        });
    }
}
