package io.keshu.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the next start makes of what a process left behind that died without a word. */
class CrashTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    Path temporary;

    private final List<Process> owners = new ArrayList<>();

    private Path folder() {
        return temporary.resolve("数据 data");
    }

    private Process owner(String server) throws IOException {
        Process owner = Owner.start(server, folder());
        owners.add(owner);
        return owner;
    }

    @AfterEach
    void endWhatIsLeft() throws Exception {
        for (Process owner : owners) {
            if (owner.isAlive()) {
                // In its own way, so that it takes its server along.
                owner.getOutputStream().close();
                assertThat(owner.waitFor()).isZero();
            }
        }
        serversOverTheFolder().forEach(ProcessHandle::destroyForcibly);
    }

    private List<ProcessHandle> serversOverTheFolder() {
        return ProcessHandle.allProcesses()
                .filter(handle -> List.of(handle.info().arguments().orElse(new String[0]))
                        .contains("--datadir=" + folder().resolve("data")))
                .toList();
    }

    private static void kill(Process owner) throws Exception {
        owner.destroyForcibly();
        assertThat(owner.waitFor()).isNotZero();
    }

    private static boolean alive(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

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

    @ParameterizedTest
    @ValueSource(strings = {"mariadb", "redis"})
    void a_server_whose_owner_was_killed_is_found_and_stopped_by_the_next(String kind) throws Exception {
        Process owner = owner(kind);
        long server = Owner.serverOf(owner);
        kill(owner);
        assertThat(alive(server)).isTrue();

        if (kind.equals("redis")) {
            try (EmbeddedRedis found = EmbeddedRedis.start(folder(), 0)) {
                assertThat(found.pid()).isEqualTo(server);
            }
        } else {
            try (EmbeddedMariaDb found = EmbeddedMariaDb.start(folder(), 0, List.of())) {
                assertThat(found.pid()).isEqualTo(server);
                assertThat(query(found, "SELECT 1")).isEqualTo("1");
            }
        }

        assertThat(alive(server)).isFalse();
    }

    @Test
    void a_server_that_had_not_yet_started_when_its_owner_was_killed_is_waited_for() throws Exception {
        Process owner = owner("mariadb");
        await().atMost(LONG).until(() -> Files.exists(folder().resolve("server.state")));
        kill(owner);

        try (EmbeddedMariaDb found = EmbeddedMariaDb.start(folder(), 0, List.of())) {
            assertThat(query(found, "SELECT 1")).isEqualTo("1");
            assertThat(serversOverTheFolder()).extracting(ProcessHandle::pid).containsExactly(found.pid());
        }
        assertThat(serversOverTheFolder()).isEmpty();
    }

    @Test
    void a_server_that_nobody_wrote_down_is_found_by_its_data() throws Exception {
        Process owner = owner("mariadb");
        long server = Owner.serverOf(owner);
        kill(owner);
        Files.delete(folder().resolve("server.state"));

        try (EmbeddedMariaDb found = EmbeddedMariaDb.start(folder(), 0, List.of())) {
            assertThat(found.pid()).isEqualTo(server);
            assertThat(query(found, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void when_owner_and_server_were_killed_the_next_recovers_what_was_committed() throws Exception {
        Process owner = owner("mariadb");
        long server = Owner.serverOf(owner);
        try (EmbeddedMariaDb joined = EmbeddedMariaDb.start(folder(), 0, List.of())) {
            assertThat(joined.pid()).isEqualTo(server);
            query(joined, "CREATE TABLE t (v INT)");
            query(joined, "INSERT INTO t VALUES (42)");
            kill(owner);
            joined.kill();
        }

        try (EmbeddedMariaDb next = EmbeddedMariaDb.start(folder(), 0, List.of())) {
            assertThat(next.pid()).isNotEqualTo(server);
            assertThat(query(next, "SELECT v FROM t")).isEqualTo("42");
        }
    }

    @Test
    void two_hubs_over_one_folder_share_the_server_and_the_last_to_leave_stops_it() throws Exception {
        Process first = owner("mariadb");
        long server = Owner.serverOf(first);
        Process second = owner("mariadb");
        assertThat(Owner.serverOf(second)).isEqualTo(server);

        first.getOutputStream().close();
        assertThat(first.waitFor()).isZero();
        assertThat(alive(server)).isTrue();
        second.getOutputStream().close();
        assertThat(second.waitFor()).isZero();

        assertThat(alive(server)).isFalse();
    }

    @Test
    void a_state_that_names_another_process_leaves_that_one_alone() throws Exception {
        try (EmbeddedMariaDb other = EmbeddedMariaDb.start(temporary.resolve("other"), 0, List.of())) {
            Files.createDirectories(folder());
            for (String state : List.of(
                    other.pid() + " " + other.port() + " 1000000000000",
                    ProcessHandle.current().pid() + " " + other.port() + " 1000000000000",
                    other.pid() + " " + other.port(),
                    "nonsense",
                    "")) {
                Files.writeString(folder().resolve("server.state"), state);
                try (EmbeddedMariaDb ours = EmbeddedMariaDb.start(folder(), 0, List.of())) {
                    assertThat(ours.pid()).isNotEqualTo(other.pid());
                    assertThat(query(ours, "SELECT @@datadir")).contains("数据 data");
                }
                assertThat(other.isRunning()).isTrue();
            }
        }
    }

    @Test
    void programs_that_were_half_unpacked_are_unpacked_anew() throws Exception {
        Path programs = temporary.resolve("programs");
        Path half = Files.createDirectories(programs.resolve("mariadb-11.4.5").resolve("bin"));
        Files.writeString(half.resolve("mariadbd"), "half a program");
        Path redis = Files.createDirectories(programs.resolve("redis-7.0.15"));
        Files.writeString(redis.resolve("partial"), "half a program");
        System.setProperty(Binaries.BASE_DIR, programs.toString());
        try (EmbeddedMariaDb server = EmbeddedMariaDb.start(folder(), 0, List.of());
                EmbeddedRedis cache = EmbeddedRedis.start(temporary.resolve("redis"), 0)) {
            assertThat(query(server, "SELECT 1")).isEqualTo("1");
            assertThat(cache.isRunning()).isTrue();
        } finally {
            System.clearProperty(Binaries.BASE_DIR);
        }
    }

    @Test
    void servers_do_not_hear_the_terminals_interrupt() throws Exception {
        Process owner = owner("redis");
        long server = Owner.serverOf(owner);

        assertThat(group(server)).isEqualTo(server).isNotEqualTo(group(owner.pid()));
    }

    /** The group of processes that a terminal signals: the third field after the name in brackets. */
    private static long group(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[2]);
    }
}
