package io.keshu.infra.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keshu.channels.api.DeliveryProblem;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.conversation.Story;
import io.keshu.domain.message.Delivery;
import io.keshu.domain.message.DeliveryState;
import io.keshu.domain.message.Message;
import io.keshu.domain.outbox.ClaimLimit;
import io.keshu.domain.outbox.DeliveryOutcome;
import io.keshu.domain.outbox.OutboxItem;
import io.keshu.domain.outbox.OutboxStore;
import io.keshu.domain.store.RefusedByStoreException;
import io.keshu.domain.store.StaleVersionException;
import io.keshu.domain.store.StoreUnavailableException;
import io.keshu.infra.RealStores;
import io.keshu.infra.outbox.JdbcOutboxStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Transactions that are got in the way of, connections that are lost at the wrong moment. */
class DatabaseTest {

    private final RealStores stores = RealStores.empty();
    private final Faults faults = new Faults();
    private final Database faulty = new Database(faults.over(stores.statements()), faults.over(stores.transactions()));

    private long insert(String name) {
        return faulty.transaction(connection -> Sql.update(
                connection,
                "INSERT INTO fact_destination (name, rounds) VALUES (?, 0)",
                parameters -> parameters.add(name)));
    }

    private long rounds() {
        return stores.database().count("SELECT COUNT(*) FROM fact_destination");
    }

    @Test
    void a_deadlock_at_commit_repeats_the_whole_transaction() {
        faults.onCommit(false, Faults.deadlock());
        AtomicInteger runs = new AtomicInteger();

        faulty.transaction(connection -> {
            runs.incrementAndGet();
            return Sql.update(
                    connection, "INSERT INTO fact_destination (name, rounds) VALUES ('a', 0)", Sql.Filler.NONE);
        });

        assertThat(runs).hasValue(2);
        assertThat(rounds()).isEqualTo(1);
    }

    @Test
    void a_connection_lost_before_commit_changes_nothing_and_is_not_repeated() {
        faults.onCommit(false, Faults.connectionLost());

        assertThatThrownBy(() -> insert("a")).isInstanceOf(StoreUnavailableException.class);

        assertThat(rounds()).isZero();
    }

    @Test
    void a_commit_whose_answer_was_lost_is_not_repeated() {
        faults.onCommit(true, Faults.connectionLost());

        assertThatThrownBy(() -> insert("a")).isInstanceOf(StoreUnavailableException.class);

        assertThat(rounds()).isEqualTo(1);
    }

    @Test
    void two_transactions_that_lock_each_other_out_both_succeed() throws Exception {
        insert("a");
        insert("b");
        CountDownLatch bothHoldOne = new CountDownLatch(2);
        ExecutorService nodes = Executors.newFixedThreadPool(2);
        Future<Integer> one = nodes.submit(() -> countUp("a", "b", bothHoldOne));
        Future<Integer> two = nodes.submit(() -> countUp("b", "a", bothHoldOne));

        assertThat(one.get() + two.get()).isEqualTo(4);
        nodes.shutdown();
        assertThat(stores.database().count("SELECT SUM(rounds) FROM fact_destination"))
                .isEqualTo(4);
    }

    private int countUp(String first, String second, CountDownLatch bothHoldOne) {
        return stores.database().transaction(connection -> {
            int counted = count(connection, first);
            bothHoldOne.countDown();
            try {
                bothHoldOne.await();
            } catch (InterruptedException e) {
                throw new SQLException(e);
            }
            return counted + count(connection, second);
        });
    }

    private static int count(Connection connection, String name) throws SQLException {
        return Sql.update(
                connection,
                "UPDATE fact_destination SET rounds = rounds + 1 WHERE name = ?",
                parameters -> parameters.add(name));
    }

    @Test
    void errors_become_what_they_mean_to_the_domain() {
        assertThat(StoreErrors.translate(new SQLException("Data too long", "22001", 1406)))
                .isInstanceOf(RefusedByStoreException.class);
        assertThat(StoreErrors.translate(new SQLException("Check constraint", "23000", 4025)))
                .isInstanceOf(RefusedByStoreException.class);
        assertThat(StoreErrors.translate(new SQLException("Duplicate entry", "23000", 1062)))
                .isInstanceOf(StaleVersionException.class);
        assertThat(StoreErrors.translate(new SQLException("Server shutdown", "08S01", 1053)))
                .isInstanceOf(StoreUnavailableException.class);
        assertThat(StoreErrors.translate(new SQLException("Not ready", "HY000", 1047)))
                .isInstanceOf(StoreUnavailableException.class);
        assertThat(StoreErrors.translate(new SQLException("Read only", "HY000", 1290)))
                .isInstanceOf(StoreUnavailableException.class);
        assertThat(StoreErrors.translate(new SQLTransientConnectionException("Pool is empty")))
                .isInstanceOf(StoreUnavailableException.class);
        assertThat(StoreErrors.translate(new SQLException("No such table", "42S02", 1146)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_claim_whose_connection_was_lost_is_given_back_and_sent_later() {
        for (boolean reading : new boolean[] {false, true}) {
            RealStores.empty();
            Story story = new Story(stores);
            ConversationId id = story.write("o1", "1");
            Message sent = story.reply(id, "您好");
            OutboxStore outbox = new JdbcOutboxStore(faulty);
            // Either the claim itself was made and its answer lost, or the rows could not be read afterwards.
            faults.onStatement(
                    reading ? "SELECT id, conversation_id, number" : "UPDATE outbox SET state = 1",
                    !reading,
                    Faults.connectionLost());
            assertThatThrownBy(() -> outbox.claimDue(1, story.now(), ClaimLimit.of(10)))
                    .isInstanceOf(StoreUnavailableException.class);
            assertThat(faults.happened()).isTrue();

            List<OutboxItem> claimed = outbox.claimDue(1, story.now(), ClaimLimit.of(10));

            assertThat(claimed).extracting(OutboxItem::number).containsExactly(sent.number());
            assertThat(outbox.claimedBefore(story.now().plus(Duration.ofSeconds(1)), 10))
                    .hasSize(1);
        }
    }

    @Test
    void what_another_node_tried_and_put_off_after_it_was_found_due_is_not_claimed_before_its_time() {
        Story story = new Story(stores);
        story.reply(story.write("o1", "1"), "您好");
        Instant later = story.now().plusSeconds(30);
        faults.before("UPDATE outbox SET state = 1", () -> {
            OutboxItem tried =
                    stores.outbox().claimDue(2, story.now(), ClaimLimit.of(10)).get(0);
            DeliveryProblem busy = new DeliveryProblem(DeliveryProblem.Reason.PROVIDER_BUSY, "-1", "busy");
            assertThat(stores.outbox()
                            .record(List.of(new DeliveryOutcome(
                                    tried,
                                    new Delivery(DeliveryState.PENDING, busy, 1, later),
                                    story.now(),
                                    story.ids.next()))))
                    .hasSize(1);
        });
        OutboxStore slow = new JdbcOutboxStore(faulty);

        assertThat(slow.claimDue(1, story.now(), ClaimLimit.of(10))).isEmpty();
        assertThat(slow.claimDue(1, later, ClaimLimit.of(10))).hasSize(1);
    }

    @Test
    void a_claim_that_is_repeated_after_a_deadlock_loses_none_of_its_rows() {
        Story story = new Story(stores);
        for (int i = 0; i < 3; i++) {
            story.reply(story.write("o" + i, "" + i), "回" + i);
        }
        faults.onStatement("UPDATE outbox SET state = 1", true, Faults.deadlock());

        assertThat(new JdbcOutboxStore(faulty).claimDue(1, story.now(), ClaimLimit.of(10)))
                .hasSize(3);
    }
}
