package io.keshu.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedMariaDbTest {

    @TempDir
    Path folder;

    private static String query(EmbeddedMariaDb server, String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(server.jdbcUrl("shop"), server.username(), server.password());
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (ResultSet rows = statement.getResultSet()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }

    @Test
    void keeps_its_data_over_a_clean_stop() throws SQLException {
        try (EmbeddedMariaDb server = EmbeddedMariaDb.start(folder, 0, List.of())) {
            query(server, "CREATE TABLE t (v VARCHAR(20) CHARACTER SET utf8mb4)");
            query(server, "INSERT INTO t VALUES ('客枢 😀')");
        }
        try (EmbeddedMariaDb server = EmbeddedMariaDb.start(folder, 0, List.of())) {
            assertThat(query(server, "SELECT v FROM t")).isEqualTo("客枢 😀");
        }
    }

    @Test
    void recovers_what_was_committed_after_a_kill() throws SQLException {
        try (EmbeddedMariaDb server = EmbeddedMariaDb.start(folder, 0, List.of())) {
            query(server, "CREATE TABLE t (v INT)");
            query(server, "INSERT INTO t VALUES (42)");
            server.kill();
            assertThat(server.isRunning()).isFalse();

            server.restart();

            assertThat(query(server, "SELECT v FROM t")).isEqualTo("42");
        }
    }

    @Test
    void takes_another_port_if_the_wanted_one_is_taken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                EmbeddedMariaDb server = EmbeddedMariaDb.start(folder, taken.getLocalPort(), List.of())) {
            assertThat(server.port()).isNotEqualTo(taken.getLocalPort());
            assertThat(query(server, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void a_second_start_over_the_same_folder_joins_the_running_server_and_the_last_to_leave_stops_it() {
        EmbeddedMariaDb first = EmbeddedMariaDb.start(folder, 0, List.of());
        long process = first.pid();
        // What a crash leaves behind: the server runs and nobody counts as its user.
        first.abandon();
        try (EmbeddedMariaDb second = EmbeddedMariaDb.start(folder, 0, List.of())) {
            assertThat(second.pid()).isEqualTo(process);
            assertThat(second.port()).isEqualTo(first.port());
        }
        assertThat(first.isRunning()).isFalse();
    }

    @Test
    void flushes_every_commit_and_reads_only_what_is_committed() throws SQLException {
        try (EmbeddedMariaDb server = EmbeddedMariaDb.start(folder, 0, List.of("--innodb-buffer-pool-size=64M"))) {
            assertThat(query(server, "SELECT @@innodb_flush_log_at_trx_commit")).isEqualTo("1");
            assertThat(query(server, "SELECT @@innodb_doublewrite")).isEqualTo("ON");
            assertThat(query(server, "SELECT @@transaction_isolation")).isEqualTo("READ-COMMITTED");
            assertThat(query(server, "SELECT @@innodb_buffer_pool_size DIV 1048576"))
                    .isEqualTo("64");
        }
    }
}
