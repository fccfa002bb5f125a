package io.keshu.infra;

import io.keshu.domain.ScriptedBot;
import io.keshu.domain.ScriptedChannel;
import io.keshu.domain.conversion.Carriage;
import io.keshu.domain.conversion.Carriages;
import io.keshu.embedded.EmbeddedMariaDb;
import io.keshu.embedded.EmbeddedRedis;
import io.keshu.embedded.EmbeddedServers;
import io.keshu.infra.redis.RedisAutoConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Base64;
import javax.sql.DataSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One node of the core on the run's MariaDB and Redis, with a database of its own and a bot that says nothing. */
final class Core implements AutoCloseable {

    /** The same on all nodes. */
    private static final String SECRETS_KEY = Base64.getEncoder().encodeToString(new byte[32]);

    private final ConfigurableApplicationContext context;

    Core() {
        this(
                EmbeddedServers.shared().freshDatabase(),
                EmbeddedServers.shared().mariaDb(),
                EmbeddedServers.shared().redis());
    }

    /** @param url of a database on the MariaDB, which other nodes may use too */
    Core(String url, EmbeddedMariaDb mariaDb, EmbeddedRedis redis) {
        try {
            context = new SpringApplicationBuilder(Node.class)
                    .web(WebApplicationType.NONE)
                    .properties(
                            "spring.datasource.url=" + url,
                            "spring.datasource.username=" + mariaDb.username(),
                            "spring.datasource.password=" + mariaDb.password(),
                            "spring.datasource.hikari.connection-timeout=3000",
                            "keshu.embedded.enabled=false",
                            "keshu.redis.address=" + redis.address(),
                            "keshu.secrets.key=" + SECRETS_KEY,
                            "keshu.erasure.stray-limit=2s",
                            "keshu.data-dir=" + Files.createTempDirectory("keshu-core-"))
                    .run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    String text(String sql) {
        return get(JdbcClient.class).sql(sql).query(String.class).single();
    }

    @Override
    public void close() {
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        FlywayAutoConfiguration.class,
        CoreAutoConfiguration.class,
        StoreAutoConfiguration.class,
        RedisAutoConfiguration.class
    })
    static class Node {

        @Bean
        ScriptedChannel channel() {
            return new ScriptedChannel();
        }

        @Bean
        Carriages carriages() {
            return (content, account) -> new Carriage.AsItIs();
        }

        @Bean
        JdbcClient jdbc(DataSource dataSource) {
            return JdbcClient.create(dataSource);
        }

        @Bean
        ScriptedBot bot() {
            return new ScriptedBot();
        }
    }
}
