package io.keshu.infra.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;

/**
 * The core's own connections beside the application's: those on which the pipeline commits when told to, and a few that accepting
 * shares with nobody, so that a webhook never waits behind other work and is told soon when the database is away.
 */
public final class ConnectionPools implements AutoCloseable {

    private static final long ACCEPT_PATIENCE_MILLIS = 1_000;
    private static final int CONNECT_MILLIS = 2_000;
    private static final int SOCKET_MILLIS = 15_000;

    /** Whatever the server's defaults are: too long a value is an error, and a lock is not waited for beyond any sense. */
    private static final String SESSION = "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,"
            + "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION', SESSION innodb_lock_wait_timeout = ";

    private static final int LOCK_SECONDS = 5;

    /** Shorter for accepting, where the only lock to meet is that of another node that stores the same message right now. */
    private static final int ACCEPT_LOCK_SECONDS = 1;

    private final HikariDataSource work;
    private final HikariDataSource accept;

    /**
     * @param application whose address, user and options the pools copy
     * @param workers how many transactions run at the same time
     * @param committers how many groups are accepted at the same time
     * @throws IllegalStateException if the application's pool is not Hikari's
     */
    public ConnectionPools(DataSource application, int workers, int committers) {
        if (!(application instanceof HikariDataSource pool)) {
            throw new IllegalStateException("The application's DataSource must be Hikari's, not "
                    + application.getClass().getName());
        }
        work = new HikariDataSource(copy(pool, "keshu-work", workers));
        HikariConfig accepting = copy(pool, "keshu-accept", committers + 1);
        accepting.setConnectionTimeout(ACCEPT_PATIENCE_MILLIS);
        accepting.setValidationTimeout(ACCEPT_PATIENCE_MILLIS / 2);
        accepting.setConnectionInitSql(SESSION + ACCEPT_LOCK_SECONDS);
        accept = new HikariDataSource(accepting);
    }

    private static HikariConfig copy(HikariDataSource pool, String name, int size) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(pool.getJdbcUrl());
        config.setUsername(pool.getUsername());
        config.setPassword(pool.getPassword());
        pool.getDataSourceProperties().forEach((key, value) -> config.addDataSourceProperty(key.toString(), value));
        config.addDataSourceProperty("rewriteBatchedStatements", "true");
        config.addDataSourceProperty("useLocalSessionState", "true");
        // The same few statements over and over, with a thousand values each: the server need not parse them anew.
        config.addDataSourceProperty("useServerPrepStmts", "true");
        config.addDataSourceProperty("cachePrepStmts", "true");
        config.addDataSourceProperty("prepStmtCacheSize", "500");
        config.addDataSourceProperty("prepStmtCacheSqlLimit", "32768");
        config.addDataSourceProperty("connectTimeout", Integer.toString(CONNECT_MILLIS));
        config.addDataSourceProperty("socketTimeout", Integer.toString(SOCKET_MILLIS));
        config.setPoolName(name);
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(pool.getConnectionTimeout());
        config.setValidationTimeout(pool.getValidationTimeout());
        config.setMinimumIdle(Math.min(size, 4));
        config.setAutoCommit(false);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setConnectionInitSql(SESSION + LOCK_SECONDS);
        config.setInitializationFailTimeout(-1);
        return config;
    }

    /** For the pipeline's transactions. */
    public DataSource work() {
        return work;
    }

    /** For accepting. */
    public DataSource accept() {
        return accept;
    }

    @Override
    public void close() {
        accept.close();
        work.close();
    }
}
