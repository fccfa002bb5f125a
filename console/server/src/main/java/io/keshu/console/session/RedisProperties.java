package io.keshu.console.session;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Redis is.
 *
 * @param address {@code redis://host:port} or, with TLS, {@code rediss://host:port}
 */
@ConfigurationProperties("keshu.redis")
record RedisProperties(
        @DefaultValue("redis://localhost:6379") URI address,
        @Nullable String password,
        @DefaultValue("0") int database) {

    private static final int DEFAULT_PORT = 6379;

    RedisProperties {
        if (address.getHost() == null) {
            throw new IllegalArgumentException("keshu.redis.address must look like redis://host:6379: " + address);
        }
    }

    String host() {
        return address.getHost();
    }

    int port() {
        return address.getPort() < 0 ? DEFAULT_PORT : address.getPort();
    }

    boolean tls() {
        return "rediss".equals(address.getScheme());
    }
}
