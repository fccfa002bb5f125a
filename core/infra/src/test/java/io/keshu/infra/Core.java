package io.keshu.infra;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.InboundContent;
import io.keshu.domain.ScriptedChannel;
import io.keshu.domain.autoreply.AutoAnswer;
import io.keshu.domain.autoreply.AutoReplyTask;
import io.keshu.domain.autoreply.AutoResponder;
import io.keshu.domain.autoreply.OverdueTask;
import io.keshu.embedded.EmbeddedMariaDb;
import io.keshu.embedded.EmbeddedServers;
import io.keshu.infra.redis.RedisAutoConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
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

    private final ConfigurableApplicationContext context;

    Core() {
        EmbeddedMariaDb mariaDb = EmbeddedServers.shared().mariaDb();
        try {
            context = new SpringApplicationBuilder(Node.class)
                    .web(WebApplicationType.NONE)
                    .properties(
                            "spring.datasource.url=" + EmbeddedServers.shared().freshDatabase(),
                            "spring.datasource.username=" + mariaDb.username(),
                            "spring.datasource.password=" + mariaDb.password(),
                            "keshu.embedded.enabled=false",
                            "keshu.redis.address="
                                    + EmbeddedServers.shared().redis().address(),
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
        JdbcClient jdbc(DataSource dataSource) {
            return JdbcClient.create(dataSource);
        }

        @Bean
        AutoResponder silentBot() {
            return new AutoResponder() {
                @Override
                public boolean mayAnswer(ChannelAccountId account, InboundContent content, int botReplies) {
                    return false;
                }

                @Override
                public AutoAnswer answer(AutoReplyTask task) {
                    return new AutoAnswer.Silence();
                }

                @Override
                public List<Duration> waits() {
                    return List.of();
                }

                @Override
                public AutoAnswer overdue(OverdueTask task) {
                    return new AutoAnswer.Silence();
                }
            };
        }
    }
}
