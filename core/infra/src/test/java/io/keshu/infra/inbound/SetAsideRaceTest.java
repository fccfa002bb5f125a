package io.keshu.infra.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keshu.domain.agent.AgentId;
import io.keshu.domain.conversation.Story;
import io.keshu.infra.RealStores;
import io.keshu.infra.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two who move the same row at once, on a real database. */
class SetAsideRaceTest {

    private static final String FINISH = "DELETE FROM inbound WHERE id = ?";
    private static final String SET_ASIDE = "INSERT INTO inbound_set_aside (" + InboundRows.COLUMNS
            + ", reason) SELECT " + InboundRows.COLUMNS + ", 'first' FROM inbound WHERE id = ?";
    private static final String BACK = "INSERT INTO inbound (" + InboundRows.COLUMNS + ") SELECT " + InboundRows.COLUMNS
            + " FROM inbound_set_aside WHERE id = ?";
    private static final String GONE = "DELETE FROM inbound_set_aside WHERE id = ?";

    private final RealStores stores = RealStores.empty();
    private final Story story = new Story(stores);
    private long row;

    @BeforeEach
    void accept() {
        row = story.accept("oAbC", "1").get(0).id();
    }

    @Test
    void what_another_node_works_off_meanwhile_is_not_set_aside() throws SQLException {
        overtaken(List.of(FINISH), () -> {
            stores.inbound().setAside(row, "second");
            return true;
        });

        assertThat(stores.inbound().countWaiting()).isZero();
        assertThat(stores.setAside().page(false, null, 10)).isEmpty();
    }

    @Test
    void what_two_nodes_set_aside_is_set_aside_once() throws SQLException {
        overtaken(List.of(SET_ASIDE, FINISH), () -> {
            stores.inbound().setAside(row, "second");
            return true;
        });

        assertThat(stores.setAside().page(false, null, 10))
                .singleElement()
                .satisfies(found -> assertThat(found.reason()).isEqualTo("first"));
    }

    @Test
    void what_two_try_again_is_tried_once_and_the_second_is_told() throws SQLException {
        stores.inbound().setAside(row, "why");

        boolean tried =
                overtaken(List.of(BACK, GONE), () -> stores.setAside().tryAgain(row, new AgentId(7), story.now(), 90));

        assertThat(tried).isFalse();
        assertThat(stores.inbound().countWaiting()).isEqualTo(1);
        assertThat(stores.setAside().page(false, null, 10)).isEmpty();
    }

    /** Lets somebody else finish first while we have begun. */
    private <T> T overtaken(List<String> statements, Supplier<T> work) throws SQLException {
        try (Connection other = stores.transactions().getConnection()) {
            for (String sql : statements) {
                assertThat(Sql.update(other, sql, parameters -> parameters.add(row)))
                        .isEqualTo(1);
            }
            CompletableFuture<T> ours = CompletableFuture.supplyAsync(work);
            await().until(this::someoneWaits);
            other.commit();
            return ours.join();
        }
    }

    private boolean someoneWaits() {
        return stores.jdbc()
                        .sql("SELECT COUNT(*) FROM information_schema.INNODB_TRX WHERE trx_state = 'LOCK WAIT'")
                        .query(Integer.class)
                        .single()
                > 0;
    }
}
