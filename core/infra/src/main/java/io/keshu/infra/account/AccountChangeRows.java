package io.keshu.infra.account;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.domain.account.AccountChange;
import io.keshu.domain.account.AccountChange.Action;
import io.keshu.domain.account.AccountChange.Position;
import io.keshu.domain.agent.AgentId;
import io.keshu.infra.store.Columns;
import io.keshu.infra.store.Database;
import io.keshu.infra.store.Fields;
import io.keshu.infra.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The history in {@code channel_account_change}. */
final class AccountChangeRows {

    private static final String SELECT =
            "SELECT account_id, version, action, name, agent_id, changed_at, before_it, after_it"
                    + " FROM channel_account_change";

    private AccountChangeRows() {}

    static void insert(Connection connection, AccountChange change) throws SQLException {
        AgentId by = change.by();
        int unused = Sql.update(
                connection,
                "INSERT INTO channel_account_change (account_id, version, action, name, agent_id, changed_at, before_it,"
                        + " after_it) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                parameters -> {
                    parameters
                            .add(change.account().value())
                            .add(change.version())
                            .add(change.action().name())
                            .add(change.name());
                    if (by == null) {
                        parameters.addNull();
                    } else {
                        parameters.add(by.value());
                    }
                    parameters
                            .add(change.at())
                            .add(Fields.write(change.before()))
                            .add(Fields.write(change.after()));
                });
    }

    static List<AccountChange> page(
            Database database, @Nullable ChannelAccountId of, @Nullable Position after, int limit) {
        String sql = SELECT + " WHERE 1 = 1" + (of == null ? "" : " AND account_id = ?")
                + (after == null
                        ? ""
                        : of == null
                                ? " AND (changed_at < ? OR (changed_at = ? AND (account_id < ? OR (account_id = ? AND version < ?))))"
                                : " AND version < ?")
                + (of == null ? " ORDER BY changed_at DESC, account_id DESC, version DESC" : " ORDER BY version DESC")
                + " LIMIT ?";
        return database.query(
                sql,
                parameters -> {
                    if (of != null) {
                        parameters.add(of.value());
                    }
                    if (after != null && of == null) {
                        long account = after.account().value();
                        parameters.add(after.at()).add(after.at()).add(account).add(account);
                    }
                    if (after != null) {
                        parameters.add(after.version());
                    }
                    parameters.add(limit);
                },
                AccountChangeRows::read);
    }

    static Optional<AccountChange> last(Database database, ChannelAccountId id) {
        return page(database, id, null, 1).stream().findFirst();
    }

    private static AccountChange read(Columns columns) throws SQLException {
        ChannelAccountId account = new ChannelAccountId(columns.getLong());
        long version = columns.getLong();
        Action action = Action.valueOf(columns.getString());
        String name = columns.getString();
        Long agent = columns.optionalLong();
        return new AccountChange(
                account,
                version,
                action,
                name,
                agent == null ? null : new AgentId(agent),
                columns.getInstant(),
                Fields.read(columns.optionalString()),
                Fields.read(columns.optionalString()));
    }
}
