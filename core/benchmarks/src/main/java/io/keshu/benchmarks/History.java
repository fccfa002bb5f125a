package io.keshu.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What the database holds of earlier messages: read, emptied, and filled, while no round runs. */
final class History {

    private static final int PER_STATEMENT = 1_000;
    private static final List<String> TABLES = List.of("message", "inbound_key", "fact", "fact_dispatch");

    private final Servers servers;

    History(Servers servers) {
        this.servers = servers;
    }

    /** A conversation and how far its timeline reaches. */
    private record Reach(long conversation, long account, String openId, int last) {}

    private List<Reach> reaches(Connection connection) throws SQLException {
        List<Reach> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet results = statement.executeQuery(
                        "SELECT c.id, i.account_id, CONVERT(i.user_id USING ascii), c.last_number FROM conversation c"
                                + " JOIN identity i ON i.id = c.identity_id ORDER BY i.user_id")) {
            while (results.next()) {
                found.add(new Reach(results.getLong(1), results.getLong(2), results.getString(3), results.getInt(4)));
            }
        }
        return found;
    }

    /** Writes for the driver how far each conversation reaches: conversation, customer and last number, by tabs. */
    void writeReaches(Path file) {
        run(connection -> {
            Files.write(
                    file,
                    reaches(connection).stream()
                            .map(reach -> reach.conversation + "\t" + reach.openId + "\t" + reach.last)
                            .toList());
            return 0;
        });
    }

    long messages() {
        return run(connection -> count(connection, "SELECT COUNT(*) FROM message"));
    }

    /** Accepted messages and batches of facts that still wait for their workers. */
    long waiting() {
        return run(connection -> count(connection, "SELECT COUNT(*) FROM inbound")
                + count(connection, "SELECT COUNT(*) FROM fact_dispatch"));
    }

    /** Waits until nothing waits any more. @return whether that came about within a minute */
    boolean settles() {
        for (int i = 0; i < 600; i++) {
            if (waiting() == 0) {
                return true;
            }
            pause();
        }
        return false;
    }

    /** Removes messages, keys and facts; customers and conversations stay. */
    void clear() {
        run(connection -> {
            for (String table : TABLES) {
                execute(connection, "TRUNCATE TABLE " + table);
            }
            return 0;
        });
    }

    /** Adds messages with their keys and facts, as the pipeline would have left them, until there are so many. */
    void fill(int wanted) {
        run(connection -> {
            long missing = wanted - count(connection, "SELECT COUNT(*) FROM message");
            List<Reach> reaches = reaches(connection);
            connection.setAutoCommit(false);
            try (Filling filling = new Filling(connection)) {
                double harmonic = 0;
                for (int i = 1; i <= reaches.size(); i++) {
                    harmonic += 1.0 / i;
                }
                long left = missing;
                for (int i = 0; i < reaches.size() && left > 0; i++) {
                    boolean last = i == reaches.size() - 1;
                    long share = last ? left : Math.min(left, (long) Math.ceil(missing / harmonic / (i + 1)));
                    filling.extend(reaches.get(i), (int) share);
                    left -= share;
                }
            }
            connection.setAutoCommit(true);
            return 0;
        });
        flush();
    }

    /** Waits until the pages that filling changed are on disk, which would otherwise fall into the rounds that follow. */
    private void flush() {
        run(connection -> {
            execute(connection, "SET GLOBAL innodb_max_dirty_pages_pct = 0");
            try {
                for (int i = 0; i < 600 && dirtyPages(connection) > 500; i++) {
                    pause();
                }
            } finally {
                execute(connection, "SET GLOBAL innodb_max_dirty_pages_pct = DEFAULT");
            }
            return 0;
        });
    }

    private static long dirtyPages(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet results =
                        statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Innodb_buffer_pool_pages_dirty'")) {
            return results.next() ? results.getLong(2) : 0;
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Something to do on a connection. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException, IOException;
    }

    <T> T run(Work<T> work) {
        try (Connection connection = servers.connect()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long count(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet results = statement.executeQuery(sql)) {
            results.next();
            return results.getLong(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Statements that lengthen timelines. */
    private static final class Filling implements AutoCloseable {
        private static final int CUSTOMER = 0;

        private final Connection connection;
        private final PreparedStatement message;
        private final PreparedStatement key;
        private final PreparedStatement fact;
        private final PreparedStatement head;
        private final LocalDateTime since = LocalDateTime.of(2026, 1, 1, 0, 0);
        private int rows;

        Filling(Connection connection) throws SQLException {
            this.connection = connection;
            this.message = connection.prepareStatement("INSERT INTO message (conversation_id, number, author, kind,"
                    + " text, created_at, external_id, trace_id, attempts) VALUES (?,?," + CUSTOMER
                    + ",'text',?,?,?,?,0)");
            this.key = connection.prepareStatement(
                    "INSERT INTO inbound_key (account_id, external_id, inbound_id) VALUES (?,?,?)");
            this.fact = connection.prepareStatement("INSERT INTO fact (batch_id, ordinal, kind, conversation_id,"
                    + " account_id, happened_at, trace_id, number, author, what) VALUES (?,?,0,?,?,?,?,?," + CUSTOMER
                    + ",'text')");
            this.head = connection.prepareStatement("UPDATE conversation SET last_number = last_number + ?,"
                    + " inbound_count = inbound_count + ?, version = version + 1 WHERE id = ?");
        }

        void extend(Reach reach, int by) throws SQLException {
            for (int number = reach.last + 1; number <= reach.last + by; number++) {
                rows++;
                // Below any id that the driver gives out, and as long.
                String external = Long.toString(10_000_000_000_000_000L + rows * 977L);
                String trace = "%032x".formatted(rows);
                LocalDateTime at = since.plusSeconds(rows);
                set(message, reach.conversation, number, "这是很久以前的一条消息，问的是订单和快递 " + rows, at, external, trace);
                set(key, reach.account, external, (long) rows);
                set(fact, (long) (rows / 100), rows % 100, reach.conversation, reach.account, at, trace, number);
                if (rows % PER_STATEMENT == 0) {
                    flush();
                }
            }
            set(head, by, by, reach.conversation);
        }

        private static void set(PreparedStatement statement, Object... values) throws SQLException {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.addBatch();
        }

        private void flush() throws SQLException {
            for (PreparedStatement statement : List.of(message, key, fact, head)) {
                statement.executeBatch();
            }
            connection.commit();
        }

        @Override
        public void close() throws SQLException {
            flush();
            for (PreparedStatement statement : List.of(message, key, fact, head)) {
                statement.close();
            }
        }
    }
}
