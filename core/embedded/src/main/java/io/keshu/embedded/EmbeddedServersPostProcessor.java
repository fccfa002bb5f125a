package io.keshu.embedded;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Gives the hub a database and a Redis where none is configured: starts what is missing under {@code keshu.data-dir} before the
 * application context exists, and stops it after everything else, when the process ends. Does nothing with
 * {@code keshu.embedded.enabled=false}.
 */
public final class EmbeddedServersPostProcessor implements EnvironmentPostProcessor, Ordered {

    private static final int MARIADB_PORT = 13306;
    private static final int REDIS_PORT = 16379;
    private static final Deque<AutoCloseable> STARTED = new ArrayDeque<>();

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (!environment.getProperty("keshu.embedded.enabled", Boolean.class, true)) {
            return;
        }
        Path data = Path.of(environment.getProperty("keshu.data-dir", ".keshu"));
        Map<String, Object> properties = new LinkedHashMap<>();
        if (!environment.containsProperty("spring.datasource.url")) {
            EmbeddedMariaDb server = started(EmbeddedMariaDb.start(data.resolve("mariadb"), MARIADB_PORT, List.of()));
            properties.put("spring.datasource.url", server.jdbcUrl("keshu"));
            properties.put("spring.datasource.username", server.username());
            properties.put("spring.datasource.password", server.password());
        }
        if (!environment.containsProperty("keshu.redis.address")) {
            EmbeddedRedis server = started(EmbeddedRedis.start(data.resolve("redis"), REDIS_PORT));
            properties.put("keshu.redis.address", server.address());
        }
        if (!properties.isEmpty()) {
            environment.getPropertySources().addLast(new MapPropertySource("keshuEmbeddedServers", properties));
        }
    }

    private static <T extends AutoCloseable> T started(T server) {
        synchronized (STARTED) {
            if (STARTED.isEmpty()) {
                SpringApplication.getShutdownHandlers().add(EmbeddedServersPostProcessor::stop);
            }
            STARTED.push(server);
        }
        return server;
    }

    /** Called after the application context has closed, so that the hub's last writes still find their servers. */
    private static void stop() {
        synchronized (STARTED) {
            EmbeddedServerException failure = null;
            while (!STARTED.isEmpty()) {
                try {
                    STARTED.pop().close();
                } catch (Exception e) {
                    // The next one is to be stopped all the same.
                    failure = new EmbeddedServerException("An embedded server did not stop", e);
                }
            }
            if (failure != null) {
                throw failure;
            }
        }
    }

    /** After the configuration files were read, since they may name servers. */
    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER + 100;
    }
}
