package io.keshu.infra.id;

import io.keshu.domain.id.ClockOffset;
import io.keshu.domain.id.NodeNumbers;
import io.keshu.domain.store.StoreUnavailableException;
import io.keshu.infra.store.Database;
import io.keshu.infra.store.Sql;
import io.keshu.infra.store.StoreErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Leases in {@code node_lease}, which end by the database's clock. */
public final class JdbcNodeNumbers implements NodeNumbers {

    private static final String UNTIL = "UTC_TIMESTAMP(6) + INTERVAL " + LEASE.toSeconds() + " SECOND";
    private static final int MAX_NAME = 191;
    private static final int READINGS = 5;

    private final Database database;
    private final Clock clock;

    public JdbcNodeNumbers(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public NodeLease acquire(String nodeName) {
        String name = nodeName.length() > MAX_NAME ? nodeName.substring(0, MAX_NAME) : nodeName;
        return database.run(connection -> {
            Set<Integer> held = new HashSet<>(Sql.query(
                    connection,
                    "SELECT number FROM node_lease WHERE expires_at > UTC_TIMESTAMP(6)",
                    Sql.Filler.NONE,
                    columns -> columns.getInt()));
            long token = ThreadLocalRandom.current().nextLong();
            for (int number = 0; number < COUNT; number++) {
                if (!held.contains(number) && take(connection, number, name, token)) {
                    return new NodeLease(number, token, clockOffset(connection));
                }
            }
            throw new StoreUnavailableException("All " + COUNT + " node numbers are taken");
        });
    }

    private static boolean take(Connection connection, int number, String name, long token) throws SQLException {
        int expired = Sql.update(
                connection,
                "UPDATE node_lease SET node_name = ?, token = ?, expires_at = " + UNTIL
                        + " WHERE number = ? AND expires_at <= UTC_TIMESTAMP(6)",
                parameters -> parameters.add(name).add(token).add(number));
        if (expired == 1) {
            return true;
        }
        try {
            Sql.update(
                    connection,
                    "INSERT INTO node_lease (number, node_name, token, expires_at) VALUES (?, ?, ?, " + UNTIL + ")",
                    parameters -> parameters.add(number).add(name).add(token));
            return true;
        } catch (SQLException e) {
            if (StoreErrors.isDuplicateKey(e)) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public Optional<NodeLease> renew(NodeLease lease) {
        return database.run(connection -> {
            int renewed = Sql.update(
                    connection,
                    "UPDATE node_lease SET expires_at = " + UNTIL
                            + " WHERE number = ? AND token = ? AND expires_at > UTC_TIMESTAMP(6)",
                    parameters -> parameters.add(lease.number()).add(lease.token()));
            return renewed == 1
                    ? Optional.of(new NodeLease(lease.number(), lease.token(), clockOffset(connection)))
                    : Optional.empty();
        });
    }

    /** Of some readings the one that took least: it leaves the least room for error. */
    private ClockOffset clockOffset(Connection connection) throws SQLException {
        ClockOffset best = reading(connection);
        for (int i = 1; i < READINGS; i++) {
            ClockOffset next = reading(connection);
            if (next.uncertainty().compareTo(best.uncertainty()) < 0) {
                best = next;
            }
        }
        return best;
    }

    /** The database's time minus this node's in the middle of asking. */
    private ClockOffset reading(Connection connection) throws SQLException {
        Instant before = clock.instant();
        Instant theirs = Sql.query(
                        connection, "SELECT UTC_TIMESTAMP(6)", Sql.Filler.NONE, columns -> columns.getInstant())
                .get(0);
        Duration half = Duration.between(before, clock.instant()).dividedBy(2);
        return new ClockOffset(Duration.between(before.plus(half), theirs), half);
    }

    @Override
    public void release(NodeLease lease) {
        database.update(
                "UPDATE node_lease SET expires_at = UTC_TIMESTAMP(6) WHERE number = ? AND token = ?"
                        + " AND expires_at > UTC_TIMESTAMP(6)",
                parameters -> parameters.add(lease.number()).add(lease.token()));
    }
}
