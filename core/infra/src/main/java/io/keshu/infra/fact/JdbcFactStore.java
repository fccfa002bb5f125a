package io.keshu.infra.fact;

import io.keshu.domain.fact.Fact;
import io.keshu.domain.fact.FactBatch;
import io.keshu.domain.fact.FactDestination;
import io.keshu.domain.fact.FactStore;
import io.keshu.domain.ops.HubHealth;
import io.keshu.infra.store.Database;
import io.keshu.infra.store.SizedSql;
import io.keshu.infra.store.Sql;
import io.keshu.infra.store.StoreErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Facts in {@code fact}, and what each destination still has to get in {@code fact_dispatch}. Deliveries run in the application's own
 * transactions, which a destination's writes join.
 */
public final class JdbcFactStore implements FactStore {

    private static final String DUE = " WHERE destination = ? AND due_at <= UTC_TIMESTAMP(6) ORDER BY batch_id LIMIT ";
    private static final SizedSql FIND =
            SizedSql.in("SELECT " + FactRows.COLUMNS + " FROM fact WHERE batch_id", " ORDER BY batch_id, ordinal");
    private static final SizedSql DELIVERED =
            SizedSql.in("DELETE FROM fact_dispatch WHERE destination = ? AND batch_id", "");

    private final Database database;
    private final DataSource shared;
    private final TransactionOperations transactions;
    private final RecentFacts recent;

    /**
     * @param shared the data source that destinations write to
     * @param transactions on that data source
     * @param recent what this node committed last
     */
    public JdbcFactStore(Database database, DataSource shared, TransactionOperations transactions, RecentFacts recent) {
        this.database = database;
        this.shared = shared;
        this.transactions = transactions;
        this.recent = recent;
    }

    @Override
    public void register(Set<String> destinations) {
        for (String name : destinations) {
            database.run(connection -> {
                Optional<String> known = Sql.query(
                                connection,
                                "SELECT name FROM fact_destination WHERE name = ?",
                                parameters -> parameters.add(name),
                                columns -> columns.getString())
                        .stream()
                        .findFirst();
                return known.isPresent() ? 0 : insert(connection, name);
            });
        }
    }

    private static int insert(Connection connection, String name) throws SQLException {
        try {
            return Sql.update(
                    connection,
                    "INSERT INTO fact_destination (name, rounds) VALUES (?, 0)",
                    parameters -> parameters.add(name));
        } catch (SQLException e) {
            if (StoreErrors.isDuplicateKey(e)) {
                return 0;
            }
            throw e;
        }
    }

    @Override
    public int deliver(FactDestination destination, int limit) {
        if (due(destination.name(), 1).isEmpty()) {
            return 0;
        }
        return together(connection -> {
            takeTurn(connection, destination.name());
            List<Long> batches = Sql.query(
                    connection,
                    "SELECT batch_id FROM fact_dispatch" + DUE + "?",
                    parameters -> parameters.add(destination.name()).add(limit),
                    columns -> columns.getLong());
            if (!batches.isEmpty()) {
                destination.apply(read(connection, batches));
                delivered(connection, destination.name(), batches);
            }
            return batches.size();
        });
    }

    private List<Long> due(String destination, int limit) {
        return database.query(
                "SELECT batch_id FROM fact_dispatch" + DUE + "?",
                parameters -> parameters.add(destination).add(limit),
                columns -> columns.getLong());
    }

    /** Makes other nodes wait that deliver to this destination: each batch then goes once. */
    private static void takeTurn(Connection connection, String destination) throws SQLException {
        Sql.update(
                connection,
                "UPDATE fact_destination SET rounds = rounds + 1 WHERE name = ?",
                parameters -> parameters.add(destination));
    }

    /** In ascending order of their ids, whether remembered or read. */
    private List<FactBatch> read(Connection connection, List<Long> ids) throws SQLException {
        Map<Long, FactBatch> batches = new TreeMap<>();
        recent.find(ids).forEach(batch -> batches.put(batch.id(), batch));
        List<Long> others = ids.stream().filter(id -> !batches.containsKey(id)).toList();
        if (!others.isEmpty()) {
            readStored(connection, others).forEach(batch -> batches.put(batch.id(), batch));
        }
        return List.copyOf(batches.values());
    }

    private static List<FactBatch> readStored(Connection connection, List<Long> ids) throws SQLException {
        record Found(long batch, Fact fact) {}
        Map<Long, List<Fact>> facts = new TreeMap<>();
        for (Found found :
                Sql.queryIn(connection, FIND, ids, (parameters, id) -> parameters.add((long) id), columns -> {
                    long batch = columns.getLong();
                    columns.getInt();
                    return new Found(batch, FactRows.read(columns));
                })) {
            facts.computeIfAbsent(found.batch, batch -> new ArrayList<>()).add(found.fact);
        }
        return facts.entrySet().stream()
                .map(entry -> new FactBatch(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static void delivered(Connection connection, String destination, List<Long> batches) throws SQLException {
        for (int from = 0; from < batches.size(); ) {
            int size = SizedSql.chunk(batches.size() - from);
            List<Long> part = batches.subList(from, from + size);
            Sql.update(connection, DELIVERED.text(size), parameters -> {
                parameters.add(destination);
                for (long id : part) {
                    parameters.add(id);
                }
            });
            from += size;
        }
    }

    @Override
    public void postponeFirst(FactDestination destination, Duration delay) {
        for (long batch : due(destination.name(), 1)) {
            database.update(
                    "UPDATE fact_dispatch SET due_at = UTC_TIMESTAMP(6) + INTERVAL ? MICROSECOND"
                            + " WHERE destination = ? AND batch_id = ?",
                    parameters -> parameters
                            .add(delay.toNanos() / 1000)
                            .add(destination.name())
                            .add(batch));
        }
    }

    @Override
    public long rebuild(FactDestination destination) {
        return together(connection -> {
            int patience = connection.getNetworkTimeout();
            // All facts ever written are gone through, which takes longer than any read may.
            connection.setNetworkTimeout(Runnable::run, 0);
            try {
                return rebuild(connection, destination);
            } finally {
                connection.setNetworkTimeout(Runnable::run, patience);
            }
        });
    }

    private static long rebuild(Connection connection, FactDestination destination) throws SQLException {
        takeTurn(connection, destination.name());
        destination.reset();
        Sql.update(
                connection,
                "DELETE FROM fact_dispatch WHERE destination = ?",
                parameters -> parameters.add(destination.name()));
        // A batch that commits between these two statements brings its own row.
        return Sql.update(
                connection,
                "INSERT INTO fact_dispatch (destination, batch_id, due_at) SELECT DISTINCT ?, batch_id, ? FROM fact"
                        + " WHERE ordinal = 0 AND NOT EXISTS (SELECT 1 FROM fact_dispatch known"
                        + " WHERE known.destination = ? AND known.batch_id = fact.batch_id)",
                parameters ->
                        parameters.add(destination.name()).add(FactRows.AT_ONCE).add(destination.name()));
    }

    @Override
    public long countWaiting(String destination) {
        return database.queryOne(
                        "SELECT COUNT(*) FROM (SELECT 1 FROM fact_dispatch WHERE destination = ? LIMIT ?) counted",
                        parameters -> parameters.add(destination).add(HubHealth.COUNTED),
                        columns -> columns.getLong())
                .orElse(0L);
    }

    /** One transaction of the application's, with the connection that it runs on. */
    private <T> T together(Database.Work<T> work) {
        Optional<T> result = Optional.ofNullable(transactions.execute(status -> {
            Connection connection = DataSourceUtils.getConnection(shared);
            try {
                return work.on(connection);
            } catch (SQLException e) {
                throw StoreErrors.translate(e);
            } finally {
                DataSourceUtils.releaseConnection(connection, shared);
            }
        }));
        return result.orElseThrow(() -> new IllegalStateException("A transaction came to nothing"));
    }
}
