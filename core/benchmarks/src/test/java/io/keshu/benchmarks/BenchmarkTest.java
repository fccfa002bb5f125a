package io.keshu.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keshu.benchmarks.Rounds.Measured;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole harness with few messages: what it counts is there, and what is not there it notices. */
class BenchmarkTest {

    private static final int CUSTOMERS = 40;

    private static Stage stage;
    private static History history;
    private Ledgers ledgers;
    private Rounds rounds;

    @BeforeAll
    static void start() {
        stage = new Stage(Options.of(
                "folder=target/bench-test",
                "customers=" + CUSTOMERS,
                "accounts=2",
                "agents=2",
                "connections=8",
                "window=50",
                "rules=2"));
        history = new History(stage.servers());
        Ledgers ledgers = new Ledgers(stage, history);
        Measured first = new Rounds(stage, ledgers).greetings();
        assertThat(first.result().accepted()).isEqualTo(CUSTOMERS);
        assertThat(history.messages()).isEqualTo(CUSTOMERS);
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    @BeforeEach
    void open() {
        ledgers = new Ledgers(stage, history);
        rounds = new Rounds(stage, ledgers);
        ledgers.open();
    }

    @Test
    void everyMessageArrivesAndIsAccountedFor() {
        Measured measured = rounds.messages(300);

        assertThat(measured.result().accepted()).isEqualTo(300);
        assertThat(rounds.faults()).isEmpty();
        assertThat(ledgers.check()).isEmpty();
    }

    @Test
    void theBareEndpointTakesTheSameCalls() {
        Measured measured = rounds.bare(1);

        assertThat(measured.result().accepted())
                .isPositive()
                .isEqualTo(measured.result().sent());
        assertThat(rounds.faults()).isEmpty();
        assertThat(ledgers.check()).isEmpty();
    }

    @Test
    void aMessageThatIsMissingIsNoticed() {
        rounds.messages(100);
        execute("UPDATE message SET conversation_id = -conversation_id ORDER BY created_at DESC LIMIT 1");
        try {
            assertThat(ledgers.check()).singleElement().asString().contains("accepted", "stored");
        } finally {
            execute("UPDATE message SET conversation_id = -conversation_id WHERE conversation_id < 0");
        }
    }

    @Test
    void aMessageThatNobodyAcceptedIsNoticed() {
        rounds.messages(100);
        // Far beyond the timeline, so that it is in nobody's way.
        execute("INSERT INTO message (conversation_id, number, author, kind, created_at, trace_id, attempts)"
                + " SELECT id, 1000000, 0, 'text', NOW(), '', 0 FROM conversation LIMIT 1");
        try {
            assertThat(ledgers.check()).singleElement().asString().contains("accepted", "stored");
        } finally {
            execute("DELETE FROM message WHERE number = 1000000");
        }
    }

    @Test
    void storedMessagesAreFilledInAndDoNotDisturbTheAccount() {
        history.fill(2_000);
        assertThat(history.messages()).isEqualTo(2_000);
        ledgers.open();

        rounds.messages(100);

        assertThat(rounds.faults()).isEmpty();
        assertThat(ledgers.check()).isEmpty();
    }

    @Test
    void aDatabaseThatMayLoseCommitsIsNotMeasured() {
        execute("SET GLOBAL innodb_flush_log_at_trx_commit = 2");
        try {
            assertThatThrownBy(() -> stage.servers().checkedSettings()).hasMessageContaining("innodb_flush_log");
        } finally {
            execute("SET GLOBAL innodb_flush_log_at_trx_commit = 1");
        }
    }

    private static void execute(String sql) {
        int changed = history.run(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate(sql);
            }
        });
        assertThat(changed).isNotNegative();
    }
}
