package io.keshu.infra.store;

import io.keshu.domain.store.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs statements and transactions and speaks the domain's exceptions. Thread-safe. */
public final class Database {

    /** How often a transaction is run that others got in the way of. */
    private static final int ATTEMPTS = 6;

    private static final long PAUSE_NANOS = 2_000_000;
    private static final Logger log = LoggerFactory.getLogger(Database.class);

    private final DataSource statements;
    private final DataSource transactions;

    /**
     * @param statements connections on which every statement is a transaction of its own
     * @param transactions connections that commit when told to, so that no round trip is spent on saying so each time
     */
    public Database(DataSource statements, DataSource transactions) {
        this.statements = statements;
        this.transactions = transactions;
    }

    /** What happens on a connection. */
    @FunctionalInterface
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Runs a single statement. */
    public int update(String sql, Sql.Filler filler) {
        return run(connection -> Sql.update(connection, sql, filler));
    }

    public <T> List<T> query(String sql, Sql.Filler filler, Columns.Reader<T> reader) {
        return run(connection -> Sql.query(connection, sql, filler, reader));
    }

    public <T> Optional<T> queryOne(String sql, Sql.Filler filler, Columns.Reader<T> reader) {
        return query(sql, filler, reader).stream().findFirst();
    }

    /** The number that such a query finds. */
    public long count(String sql) {
        return query(sql, Sql.Filler.NONE, Columns::getLong).get(0);
    }

    /** How many rows such a query finds; it stops looking after so many. */
    public long countUpTo(int most, String rows) {
        return query(
                        "SELECT COUNT(*) FROM (" + rows + " LIMIT ?) counted",
                        parameters -> parameters.add(most),
                        Columns::getLong)
                .get(0);
    }

    /** Runs statements each of which is its own transaction. */
    public <T> T run(Work<T> work) {
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = statements.getConnection()) {
                return work.on(connection);
            } catch (SQLException e) {
                retryOrThrow(e, attempt);
            }
        }
    }

    /** Runs one transaction: again, as a whole, if a deadlock or a lost certification ended it. */
    public <T> T transaction(Work<T> work) {
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = transactions.getConnection()) {
                return commit(connection, work);
            } catch (SQLException e) {
                retryOrThrow(e, attempt);
            }
        }
    }

    private static <T> T commit(Connection connection, Work<T> work) throws SQLException {
        boolean done = false;
        try {
            T result = work.on(connection);
            connection.commit();
            done = true;
            return result;
        } finally {
            if (!done) {
                rollback(connection);
            }
        }
    }

    private static void rollback(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // The connection is gone, and its transaction with it.
            log.debug("event=rollback_failed detail=\"{}\"", e.getMessage());
        }
    }

    private static void retryOrThrow(SQLException e, int attempt) {
        if (!StoreErrors.isConflict(e) || attempt == ATTEMPTS) {
            throw StoreErrors.translate(e);
        }
        log.debug("event=transaction_repeated attempt={} detail=\"{}\"", attempt, e.getMessage());
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(PAUSE_NANOS, PAUSE_NANOS << attempt));
        if (Thread.currentThread().isInterrupted()) {
            throw new StoreUnavailableException("Interrupted before the transaction was repeated", e);
        }
    }
}
