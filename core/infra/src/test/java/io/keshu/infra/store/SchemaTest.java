package io.keshu.infra.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.infra.RealStores;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** What must be true of the tables whatever the server's defaults are. */
class SchemaTest {

    private static RealStores stores;

    private List<String> ask(String sql) {
        return stores.jdbc().sql(sql).query(String.class).list();
    }

    @Test
    void every_table_states_engine_character_set_and_collation() throws IOException {
        List<String> silent = new ArrayList<>();
        int tables = 0;
        for (Resource migration :
                new PathMatchingResourcePatternResolver().getResources("classpath*:db/migration/*.sql")) {
            String sql = migration.getContentAsString(StandardCharsets.UTF_8);
            Matcher created =
                    Pattern.compile("CREATE TABLE (\\w+).*?;", Pattern.DOTALL).matcher(sql);
            while (created.find()) {
                tables++;
                if (!created.group().matches("(?s).*ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE \\w+;")) {
                    silent.add(created.group(1));
                }
            }
        }
        assertThat(tables).isGreaterThan(15);
        assertThat(silent).isEmpty();
    }

    @Test
    void ids_of_providers_and_browsers_are_bytes() {
        assertThat(ask("SELECT CONCAT(table_name, '.', column_name) FROM information_schema.columns"
                        + " WHERE table_schema = DATABASE() AND column_name IN ('external_id', 'user_id', 'client_id',"
                        + " 'last_inbound', 'in_reply_to') AND data_type <> 'varbinary'"))
                .isEmpty();
        assertThat(ask("SELECT table_name FROM information_schema.columns WHERE table_schema = DATABASE()"
                        + " AND column_name = 'external_id'"))
                .contains("inbound_key", "inbound", "message");
    }

    @Test
    void the_server_makes_no_ids() {
        assertThat(ask("SELECT table_name FROM information_schema.columns WHERE table_schema = DATABASE()"
                        + " AND extra LIKE '%auto_increment%'"))
                .isEmpty();
    }

    @Test
    void times_are_kept_to_the_microsecond_and_without_a_zone() {
        assertThat(ask("SELECT CONCAT(table_name, '.', column_name) FROM information_schema.columns"
                        + " WHERE table_schema = DATABASE() AND table_name NOT LIKE 'flyway%' AND (data_type = 'timestamp'"
                        + " OR data_type = 'datetime' AND datetime_precision < 6 AND column_name <> 'hour_start')"))
                .isEmpty();
    }

    /** What another index begins with is paid for with every row and answers nothing more. */
    @Test
    void no_index_is_the_beginning_of_another() {
        String indexes = "(SELECT table_name AS t, index_name AS i, non_unique AS n,"
                + " GROUP_CONCAT(column_name ORDER BY seq_in_index) AS c FROM information_schema.statistics"
                + " WHERE table_schema = DATABASE() GROUP BY table_name, index_name, non_unique)";
        assertThat(ask("SELECT CONCAT(a.t, '.', a.i, ' in ', b.i) FROM " + indexes + " a JOIN " + indexes
                        + " b ON a.t = b.t AND a.i <> b.i WHERE a.n = 1 AND CONCAT(b.c, ',') LIKE CONCAT(a.c, ',%')"))
                .isEmpty();
    }

    /** The questions that are asked all the time, and the index that each is to be answered from. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "inbound_lane | SELECT id FROM inbound WHERE lane IN (1, 2, 3) ORDER BY lane, id LIMIT 10",
                "PRIMARY | SELECT DISTINCT lane FROM inbound WHERE id < 1000 LIMIT 10",
                "PRIMARY | SELECT inbound_id FROM inbound_key WHERE (account_id, external_id) IN ((1, 'a'), (2, 'b'))",
                "identity_lane | SELECT id FROM identity WHERE lane IN (1, 2, 3)",
                "conversation_open | SELECT id FROM conversation WHERE open_identity_id = 5",
                "conversation_bot | SELECT id FROM conversation WHERE bot_since < '2020-01-01' ORDER BY bot_since LIMIT 10",
                "conversation_list | SELECT id FROM conversation WHERE state = 1 AND (list_rank > 5 OR (list_rank = 5"
                        + " AND id > 7)) ORDER BY list_rank, id LIMIT 10",
                "conversation_group | SELECT id FROM conversation FORCE INDEX (conversation_group) WHERE state = 1 AND"
                        + " group_id = 7 ORDER BY list_rank, id LIMIT 10",
                "conversation_identity | SELECT id FROM conversation WHERE identity_id = 5 AND activity_at >= '2020-01-01'"
                        + " ORDER BY id DESC LIMIT 8",
                "conversation_identity | SELECT id FROM conversation WHERE identity_id = 5 AND id <= 900 ORDER BY id DESC"
                        + " LIMIT 20",
                "PRIMARY | SELECT text FROM message WHERE conversation_id = 5 AND number >= 7 ORDER BY number LIMIT 10",
                "outbox_due | SELECT id FROM outbox WHERE state = 0 AND due_at <= '2020-01-01' ORDER BY due_at LIMIT 10",
                "outbox_claimed | SELECT id FROM outbox WHERE claimed_at < '2020-01-01' ORDER BY claimed_at LIMIT 10",
                "outbox_conversation | SELECT id FROM outbox WHERE conversation_id = 5 AND state IN (2, 3) AND number = 2",
                "PRIMARY | SELECT batch_id FROM fact_dispatch WHERE destination = 'a' ORDER BY batch_id LIMIT 10",
                "agent_username | SELECT id FROM agent WHERE username = 'agent 5'"
            })
    void each_question_has_its_index(String index, String sql) {
        List<String> used = stores.jdbc()
                .sql("EXPLAIN " + sql)
                .query((row, number) -> row.getString("key"))
                .list();

        assertThat(used).containsExactly(index);
    }

    /** So many rows that a scan would cost more. */
    @BeforeAll
    static void fill() {
        stores = RealStores.empty();
        String numbers =
                " FROM (SELECT @n := @n + 1 AS n FROM information_schema.columns a, (SELECT @n := 0) start LIMIT 500) s";
        for (String insert : List.of(
                "inbound SELECT n, n, 1, n, n, '2026-01-01', '2026-01-01', 'text', 'x', NULL, '', ''",
                "inbound_key SELECT 1, n, n",
                "identity SELECT n, n, 1, n, n, '2026-01-01'",
                "conversation SELECT n, n, n, n, 1, n % 3, 1, 1, 0, '2026-01-01', '2026-01-01', NULL,"
                        + " IF(n % 50 = 0, '2026-01-01', NULL), NULL, 0, 'text', '', n, IF(n % 50 = 0, n, NULL)",
                "message (conversation_id, number, author, kind, text, created_at, trace_id, attempts)"
                        + " SELECT n DIV 20, n, 0, 'text', 'x', '2026-01-01', '', 0",
                "outbox (id, conversation_id, number, sequence, account_id, user_id, kind, text, trace_id, state,"
                        + " attempts, created_at, due_at, hold_until) SELECT n, n, 1, 1, 1, 'u', 'text', 'x', '', 2, 0,"
                        + " '2026-01-01', '2026-01-01', '2026-01-01'",
                "fact_dispatch SELECT 'b', n, '2026-01-01'",
                "agent SELECT n, CONCAT('agent ', n), '', '', '2026-01-01'")) {
            int unused = stores.jdbc().sql("INSERT INTO " + insert + numbers).update();
        }
        for (String table :
                List.of("inbound", "identity", "conversation", "message", "outbox", "fact_dispatch", "agent")) {
            var unused = stores.jdbc()
                    .sql("ANALYZE TABLE " + table)
                    .query((row, number) -> row.getString(1))
                    .list();
        }
    }
}
