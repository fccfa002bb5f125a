package io.keshu.infra.bound;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelState;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.LeaseLostException;
import io.keshu.channels.api.StaleStateException;
import io.keshu.channels.api.StateChange;
import io.keshu.channels.api.StateKey;
import io.keshu.domain.bound.AccountLeases;
import io.keshu.domain.inbound.WaitingInbound;
import io.keshu.infra.inbound.JdbcInboundStore;
import io.keshu.infra.store.Database;
import io.keshu.infra.store.Parameters;
import io.keshu.infra.store.Sql;
import io.keshu.infra.store.StoreErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Leases in {@code account_lease}, which end by the database's clock, and states in {@code channel_state}. */
public final class JdbcAccountLeases implements AccountLeases {

    private static final String UNTIL = "UTC_TIMESTAMP(6) + INTERVAL " + LEASE.toSeconds() + " SECOND";
    private static final String HELD = " WHERE account_id = ? AND token = ? AND expires_at > UTC_TIMESTAMP(6)";
    private static final int MAX_HOLDER = 191;

    private final Database database;

    public JdbcAccountLeases(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Lease> acquire(ChannelAccountId account, String holder) {
        String name = holder.length() > MAX_HOLDER ? holder.substring(0, MAX_HOLDER) : holder;
        Lease lease = new Lease(account, ThreadLocalRandom.current().nextLong());
        return database.run(connection -> {
            // Read first: where another node holds the account, which is the rule, nothing is written.
            List<Boolean> held = Sql.query(
                    connection,
                    "SELECT expires_at > UTC_TIMESTAMP(6) FROM account_lease WHERE account_id = ?",
                    parameters -> parameters.add(account.value()),
                    columns -> columns.getInt() == 1);
            if (held.isEmpty()) {
                return insert(connection, lease, name) ? Optional.of(lease) : Optional.empty();
            }
            return !held.get(0) && take(connection, lease, name) ? Optional.of(lease) : Optional.empty();
        });
    }

    private static boolean insert(Connection connection, Lease lease, String holder) throws SQLException {
        try {
            return Sql.update(
                            connection,
                            "INSERT INTO account_lease (account_id, token, holder, expires_at, commits)"
                                    + " VALUES (?, ?, ?, " + UNTIL + ", 0)",
                            parameters -> parameters
                                    .add(lease.account().value())
                                    .add(lease.token())
                                    .add(holder))
                    == 1;
        } catch (SQLException e) {
            if (StoreErrors.isDuplicateKey(e)) {
                return false;
            }
            throw e;
        }
    }

    private static boolean take(Connection connection, Lease lease, String holder) throws SQLException {
        return Sql.update(
                        connection,
                        "UPDATE account_lease SET token = ?, holder = ?, expires_at = " + UNTIL
                                + " WHERE account_id = ? AND expires_at <= UTC_TIMESTAMP(6)",
                        parameters -> parameters
                                .add(lease.token())
                                .add(holder)
                                .add(lease.account().value()))
                == 1;
    }

    @Override
    public Set<Lease> renew(Collection<Lease> leases) {
        List<Lease> asked = List.copyOf(leases);
        int[] counts = database.run(connection -> Sql.forEach(
                connection, "UPDATE account_lease SET expires_at = " + UNTIL + HELD, asked, JdbcAccountLeases::bind));
        Set<Lease> kept = new HashSet<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 1) {
                kept.add(asked.get(i));
            }
        }
        return kept;
    }

    @Override
    public void release(Lease lease) {
        database.update(
                "UPDATE account_lease SET expires_at = UTC_TIMESTAMP(6)" + HELD, parameters -> bind(parameters, lease));
    }

    private static void bind(Parameters parameters, Lease lease) throws SQLException {
        parameters.add(lease.account().value()).add(lease.token());
    }

    @Override
    public Optional<ChannelState.Entry> find(StateKey key) {
        return database.queryOne(
                "SELECT value, version FROM channel_state WHERE account_id = ? AND user_id = ? AND name = ?",
                parameters -> bind(parameters, key),
                columns -> new ChannelState.Entry(columns.getString(), columns.getLong()));
    }

    private static void bind(Parameters parameters, StateKey key) throws SQLException {
        ExternalUserId user = key.user();
        parameters
                .add(key.account().value())
                .addId(user == null ? "" : user.value())
                .add(key.name());
    }

    @Override
    public void commit(Lease lease, List<StateChange> changes, List<WaitingInbound> rows) {
        database.transaction(connection -> {
            int held = Sql.update(
                    connection,
                    "UPDATE account_lease SET commits = commits + 1" + HELD,
                    parameters -> bind(parameters, lease));
            if (held != 1) {
                throw new LeaseLostException("The lease of account " + lease.account() + " is lost");
            }
            for (StateChange change : changes) {
                if (!set(connection, change)) {
                    throw new StaleStateException("State " + change.key().name() + " was changed since it was read");
                }
            }
            return rows.isEmpty() ? 0 : JdbcInboundStore.insert(connection, rows);
        });
    }

    private static boolean set(Connection connection, StateChange change) throws SQLException {
        if (change.seenVersion() > 0) {
            return Sql.update(
                            connection,
                            "UPDATE channel_state SET value = ?, version = version + 1"
                                    + " WHERE account_id = ? AND user_id = ? AND name = ? AND version = ?",
                            parameters -> {
                                bind(parameters.add(change.value()), change.key());
                                parameters.add(change.seenVersion());
                            })
                    == 1;
        }
        try {
            return Sql.update(
                            connection,
                            "INSERT INTO channel_state (account_id, user_id, name, value, version) VALUES (?, ?, ?, ?, 1)",
                            parameters -> {
                                bind(parameters, change.key());
                                parameters.add(change.value());
                            })
                    == 1;
        } catch (SQLException e) {
            if (StoreErrors.isDuplicateKey(e)) {
                return false;
            }
            throw e;
        }
    }
}
