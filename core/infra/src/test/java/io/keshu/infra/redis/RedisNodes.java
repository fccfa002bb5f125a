package io.keshu.infra.redis;

import io.keshu.embedded.EmbeddedRedis;
import io.keshu.embedded.EmbeddedServers;
import java.util.ArrayList;
import java.util.List;
import org.redisson.api.RedissonClient;

/** Clients of the run's Redis, one for each node, and its absence. */
final class RedisNodes implements AutoCloseable {

    private final EmbeddedRedis server = EmbeddedServers.shared().redis();
    private final List<RedissonClient> clients = new ArrayList<>();
    private final RedissonClient operator = connect();

    RedissonClient connect() {
        RedissonClient client = RedisAutoConfiguration.connect(new RedisProperties(server.address(), null, 0));
        clients.add(client);
        return client;
    }

    RedissonClient operator() {
        return operator;
    }

    void empty() {
        operator.getKeys().flushall();
    }

    void away(boolean isAway) {
        if (isAway) {
            server.kill();
        } else if (!server.isRunning()) {
            server.restart();
        }
    }

    @Override
    public void close() {
        away(false);
        clients.forEach(RedissonClient::shutdown);
    }
}
