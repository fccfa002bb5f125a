package io.keshu.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.keshu.domain.store.StaleVersionException;
import io.keshu.domain.store.StoreUnavailableException;
import io.keshu.embedded.EmbeddedMariaDb;
import io.keshu.embedded.EmbeddedServers;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The greeting in a real database, as two nodes know it. */
class GreetingsTest {

    private static final HikariDataSource DATABASE = new HikariDataSource();

    private final Greetings one = new Greetings(new GreetingStore(DATABASE));
    private final Greetings two = new Greetings(new GreetingStore(DATABASE));

    @BeforeAll
    static void migrate() {
        EmbeddedMariaDb server = EmbeddedServers.shared().mariaDb();
        DATABASE.setJdbcUrl(EmbeddedServers.shared().freshDatabase());
        DATABASE.setUsername(server.username());
        DATABASE.setPassword(server.password());
        DATABASE.setConnectionTimeout(1000);
        Flyway.configure()
                .dataSource(DATABASE)
                .locations("classpath:db/migration")
                .load()
                .migrate();
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @BeforeEach
    void haveTheGreetingThatTheHubComesWith() {
        int unused = JdbcClient.create(DATABASE)
                .sql("REPLACE INTO bot_auto_reply VALUES ('greeting', 0, TRUE, '您好', 1)")
                .update();
    }

    private static void forget() {
        int unused =
                JdbcClient.create(DATABASE).sql("DELETE FROM bot_auto_reply").update();
    }

    @Test
    void nobody_is_greeted_before_the_greeting_was_read() {
        assertThat(one.known()).isEqualTo(Greeting.NONE);
        one.refresh();
        assertThat(one.known()).isEqualTo(new Greeting(true, "您好", 1));
    }

    @Test
    void a_saved_greeting_is_known_here_at_once_and_elsewhere_when_it_looks() {
        two.refresh();

        assertThat(one.save(new Greeting(true, "欢迎 😀", 1)))
                .isEqualTo(new SaveResult.Saved(new Greeting(true, "欢迎 😀", 2)));

        assertThat(one.known()).isEqualTo(new Greeting(true, "欢迎 😀", 2));
        assertThat(two.known()).isEqualTo(new Greeting(true, "您好", 1));
        assertThat(two.get()).isEqualTo(new Greeting(true, "欢迎 😀", 2));
        assertThat(two.known()).isEqualTo(new Greeting(true, "欢迎 😀", 2));
    }

    @Test
    void of_two_who_change_the_same_version_the_second_is_told() {
        one.save(new Greeting(true, "先", 1));

        assertThatThrownBy(() -> two.save(new Greeting(true, "后", 1))).isInstanceOf(StaleVersionException.class);
        assertThat(two.get().text()).isEqualTo("先");
    }

    @Test
    void a_greeting_is_stored_where_none_is_and_by_one_only() {
        forget();
        assertThat(one.get()).isEqualTo(Greeting.NONE);

        one.save(new Greeting(false, "", 0));

        assertThat(one.get()).isEqualTo(new Greeting(false, "", 1));
        assertThatThrownBy(() -> two.save(new Greeting(true, "后", 0))).isInstanceOf(StaleVersionException.class);
    }

    @Test
    void a_greeting_with_a_problem_changes_nothing() {
        assertThat(one.save(new Greeting(true, " ", 1))).isEqualTo(new SaveResult.Refused(Greeting.Problem.BLANK));
        assertThat(one.get()).isEqualTo(new Greeting(true, "您好", 1));
    }

    @Test
    void the_watch_sees_what_another_node_changed() {
        GreetingWatch watch = new GreetingWatch(two);
        watch.start();
        try {
            assertThat(watch.isRunning()).isTrue();
            assertThat(two.known().text()).isEqualTo("您好");

            one.save(new Greeting(true, "改了", 1));

            await().atMost(Duration.ofSeconds(20))
                    .until(() -> two.known().text().equals("改了"));
        } finally {
            watch.stop();
        }
        assertThat(watch.isRunning()).isFalse();
    }

    @Test
    void while_the_database_is_away_the_last_known_greeting_stays() {
        one.refresh();
        EmbeddedMariaDb server = EmbeddedServers.shared().mariaDb();
        server.kill();
        try {
            assertThatThrownBy(one::refresh).isInstanceOf(StoreUnavailableException.class);
            assertThatThrownBy(() -> one.save(new Greeting(true, "改", 1)))
                    .isInstanceOf(StoreUnavailableException.class);
            assertThat(one.known()).isEqualTo(new Greeting(true, "您好", 1));
        } finally {
            server.restart();
        }
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptionsInstanceOf(StoreUnavailableException.class)
                .until(() -> one.refresh().version() == 1);
    }
}
