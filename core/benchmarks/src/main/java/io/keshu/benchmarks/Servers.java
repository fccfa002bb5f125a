package io.keshu.benchmarks;

import io.keshu.embedded.EmbeddedMariaDb;
import io.keshu.embedded.EmbeddedRedis;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The database and the Redis of a run, in processes of their own. */
final class Servers implements AutoCloseable {

    /** What durability rests on: without these values nothing is measured. */
    private static final Map<String, String> REQUIRED = Map.of(
            "innodb_buffer_pool_size", Long.toString(512L << 20),
            "innodb_flush_log_at_trx_commit", "1",
            "innodb_doublewrite", "ON");

    private static final List<String> SHOWN =
            List.of("version", "innodb_flush_method", "innodb_log_file_size", "log_bin", "transaction_isolation");

    private static final String DATABASE = "keshu";

    private final EmbeddedMariaDb mariaDb;
    private final EmbeddedRedis redis;

    private Servers(EmbeddedMariaDb mariaDb, EmbeddedRedis redis) {
        this.mariaDb = mariaDb;
        this.redis = redis;
    }

    static Servers start(Path folder, Pinning pinning) {
        EmbeddedMariaDb mariaDb =
                EmbeddedMariaDb.start(folder.resolve("mariadb"), 0, List.of("--innodb-buffer-pool-size=512M"));
        pinning.measured(mariaDb.pid());
        EmbeddedRedis redis = EmbeddedRedis.start(folder.resolve("redis"), 0);
        pinning.measured(redis.pid());
        return new Servers(mariaDb, redis);
    }

    /**
     * Reads the database's settings back.
     *
     * @return what is worth showing
     * @throws IllegalStateException if one of those that durability rests on differs
     */
    Map<String, String> checkedSettings() {
        Map<String, String> all = new TreeMap<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet results = statement.executeQuery("SHOW GLOBAL VARIABLES")) {
            while (results.next()) {
                all.put(results.getString(1), results.getString(2));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        REQUIRED.forEach((name, value) -> {
            if (!value.equals(all.get(name))) {
                throw new IllegalStateException(
                        "Not measured: " + name + " is " + all.get(name) + " and must be " + value);
            }
        });
        all.keySet().removeIf(name -> !REQUIRED.containsKey(name) && !SHOWN.contains(name));
        return all;
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url() + "&rewriteBatchedStatements=true", username(), password());
    }

    String url() {
        return mariaDb.jdbcUrl(DATABASE);
    }

    String username() {
        return mariaDb.username();
    }

    String password() {
        return mariaDb.password();
    }

    String redisAddress() {
        return redis.address();
    }

    long databasePid() {
        return mariaDb.pid();
    }

    long redisPid() {
        return redis.pid();
    }

    @Override
    public void close() {
        redis.close();
        mariaDb.close();
    }
}
