package io.keshu.infra.redis;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Redis is.
 *
 * @param address {@code redis://host:port} or, with TLS, {@code rediss://host:port}
 * @param database number of the database
 */
@ConfigurationProperties("keshu.redis")
public record RedisProperties(
        @DefaultValue("redis://localhost:6379") String address,
        @Nullable String password,
        @DefaultValue("0") int database) {}
