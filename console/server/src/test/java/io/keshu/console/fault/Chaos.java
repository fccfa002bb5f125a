package io.keshu.console.fault;

import io.keshu.embedded.EmbeddedMariaDb;
import io.keshu.embedded.EmbeddedRedis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** What befalls the hub, in an order and at moments that a seed decides. */
final class Chaos {

    /** Something that befalls it. */
    enum Blow {
        /** A node ends when it has just acknowledged a message and nobody has heard of it yet. */
        KILL_AFTER_ACCEPT,
        /** A node ends when a browser has just heard from it of a message, hence after the pipeline's commit. */
        KILL_AFTER_COMMIT,
        /** A node ends while its calls to the provider are under way. */
        KILL_WHILE_SENDING,
        /** A node ends at any moment. */
        KILL_ANY_TIME,
        REDIS_FLUSHED,
        REDIS_RESTARTED,
        DATABASE_RESTARTED
    }

    private record Trap(Blow blow, HubNode victim, CountDownLatch sprung) {}

    private final List<HubNode> nodes;
    private final EmbeddedMariaDb database;
    private final EmbeddedRedis redis;
    private final Random random;
    private final AtomicReference<Trap> trap = new AtomicReference<>();

    Chaos(List<HubNode> nodes, EmbeddedMariaDb database, EmbeddedRedis redis, long seed) {
        this.nodes = nodes;
        this.database = database;
        this.redis = redis;
        this.random = new Random(seed);
    }

    /** Every blow once, in this seed's order. */
    List<Blow> blows() {
        List<Blow> blows = new ArrayList<>(List.of(Blow.values()));
        Collections.shuffle(blows, random);
        return blows;
    }

    /** A node acknowledged something, and whoever waits for it has not been told yet. */
    void acknowledged(HubNode node) {
        spring(Blow.KILL_AFTER_ACCEPT, node);
    }

    /** A browser heard from a node of something new. */
    void heard(HubNode node) {
        spring(Blow.KILL_AFTER_COMMIT, node);
    }

    /** A call has reached the provider and is not answered yet; from which node, nobody knows. */
    void sending() {
        Trap set = trap.get();
        if (set != null) {
            spring(Blow.KILL_WHILE_SENDING, set.victim);
        }
    }

    private void spring(Blow blow, HubNode node) {
        Trap set = trap.get();
        if (set != null && set.blow == blow && set.victim == node && trap.compareAndSet(set, null)) {
            node.kill();
            set.sprung.countDown();
        }
    }

    /** Lets it happen, and brings back what it ended. Returns when the servers are up; a node may still be starting. */
    void strike(Blow blow) throws InterruptedException {
        switch (blow) {
            case REDIS_FLUSHED -> flush();
            case REDIS_RESTARTED -> {
                redis.kill();
                redis.restart();
            }
            case DATABASE_RESTARTED -> {
                database.kill();
                database.restart();
            }
            default -> killNode(blow);
        }
    }

    private void killNode(Blow blow) throws InterruptedException {
        HubNode victim = nodes.get(random.nextInt(nodes.size()));
        if (blow == Blow.KILL_ANY_TIME) {
            victim.kill();
        } else {
            Trap set = new Trap(blow, victim, new CountDownLatch(1));
            trap.set(set);
            if (!set.sprung.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Nothing happened on node " + victim.name() + " for " + blow);
            }
        }
        victim.start();
    }

    private void flush() {
        RedisClient client = RedisClient.create(RedisURI.builder()
                .withHost("127.0.0.1")
                .withPort(redis.port())
                .withTimeout(Duration.ofSeconds(5))
                .build());
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            connection.sync().flushall();
        } finally {
            client.shutdown();
        }
    }
}
