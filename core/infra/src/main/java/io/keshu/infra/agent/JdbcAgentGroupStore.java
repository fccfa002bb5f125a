package io.keshu.infra.agent;

import io.keshu.domain.agent.AgentGroup;
import io.keshu.domain.agent.AgentGroupChange;
import io.keshu.domain.agent.AgentGroupChange.Action;
import io.keshu.domain.agent.AgentGroupId;
import io.keshu.domain.agent.AgentGroupStore;
import io.keshu.domain.agent.AgentId;
import io.keshu.domain.store.KeyTakenException;
import io.keshu.domain.store.StaleVersionException;
import io.keshu.infra.store.Columns;
import io.keshu.infra.store.Database;
import io.keshu.infra.store.Sql;
import io.keshu.infra.store.StoreErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Groups in {@code agent_group}, what was done to them in {@code agent_group_change}. */
public final class JdbcAgentGroupStore implements AgentGroupStore {

    private static final String SELECT = "SELECT id, name, version, changed_by, changed_at FROM agent_group";
    private static final String WAITING =
            "SELECT COUNT(*) FROM (SELECT 1 FROM conversation WHERE group_id = ? LIMIT 1000) w";

    private final Database database;

    public JdbcAgentGroupStore(Database database) {
        this.database = database;
    }

    @Override
    public List<AgentGroup> all() {
        return database.query(SELECT + " ORDER BY name", Sql.Filler.NONE, JdbcAgentGroupStore::read);
    }

    @Override
    public Optional<AgentGroup> find(AgentGroupId id) {
        return database.queryOne(
                SELECT + " WHERE id = ?", parameters -> parameters.add(id.value()), JdbcAgentGroupStore::read);
    }

    private static AgentGroup read(Columns columns) throws SQLException {
        return new AgentGroup(
                new AgentGroupId(columns.getLong()),
                columns.getString(),
                columns.getLong(),
                new AgentId(columns.getLong()),
                columns.getInstant());
    }

    @Override
    public boolean insert(AgentGroup group, int most) {
        return named(group, connection -> {
            int inserted = Sql.update(
                    connection,
                    "INSERT INTO agent_group (id, name, version, changed_by, changed_at) SELECT ?, ?, 1, ?, ?"
                            + " FROM (SELECT COUNT(*) AS n FROM agent_group) there WHERE there.n < ?",
                    parameters -> parameters
                            .add(group.id().value())
                            .add(group.name())
                            .add(group.changedBy().value())
                            .add(group.changedAt())
                            .add(most));
            if (inserted == 1) {
                remember(connection, group, 1, Action.ADDED);
            }
            return inserted == 1;
        });
    }

    @Override
    public void rename(AgentGroup changed) {
        boolean unused = named(changed, connection -> {
            int updated = Sql.update(
                    connection,
                    "UPDATE agent_group SET name = ?, version = version + 1, changed_by = ?, changed_at = ?"
                            + " WHERE id = ? AND version = ?",
                    parameters -> parameters
                            .add(changed.name())
                            .add(changed.changedBy().value())
                            .add(changed.changedAt())
                            .add(changed.id().value())
                            .add(changed.version()));
            requireOne(updated, changed.id(), changed.version());
            remember(connection, changed, changed.version() + 1, Action.RENAMED);
            return true;
        });
    }

    @Override
    public int delete(AgentGroupId id, long version, AgentId by, Instant at) {
        return database.transaction(connection -> {
            int waiting = Sql.query(
                            connection, WAITING, parameters -> parameters.add(id.value()), columns -> columns.getInt())
                    .get(0);
            if (waiting > 0) {
                return waiting;
            }
            Optional<String> name = Sql.query(
                            connection,
                            "SELECT name FROM agent_group WHERE id = ?",
                            parameters -> parameters.add(id.value()),
                            Columns::getString)
                    .stream()
                    .findFirst();
            int deleted = Sql.update(
                    connection,
                    "DELETE FROM agent_group WHERE id = ? AND version = ?",
                    parameters -> parameters.add(id.value()).add(version));
            requireOne(deleted, id, version);
            remember(connection, new AgentGroup(id, name.orElse(""), version, by, at), version + 1, Action.DELETED);
            return 0;
        });
    }

    @Override
    public Optional<AgentGroupChange> lastChange(AgentGroupId id) {
        return database.queryOne(
                "SELECT group_id, version, action, name, agent_id, changed_at FROM agent_group_change"
                        + " WHERE group_id = ? ORDER BY version DESC LIMIT 1",
                parameters -> parameters.add(id.value()),
                columns -> new AgentGroupChange(
                        new AgentGroupId(columns.getLong()),
                        columns.getLong(),
                        Action.valueOf(columns.getString()),
                        columns.getString(),
                        new AgentId(columns.getLong()),
                        columns.getInstant()));
    }

    private static void requireOne(int updated, AgentGroupId id, long version) {
        if (updated != 1) {
            throw new StaleVersionException("Group " + id + " is not at version " + version);
        }
    }

    private static void remember(Connection connection, AgentGroup group, long version, Action action)
            throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO agent_group_change (group_id, version, action, name, agent_id, changed_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?)",
                parameters -> parameters
                        .add(group.id().value())
                        .add(version)
                        .add(action.name())
                        .add(group.name())
                        .add(group.changedBy().value())
                        .add(group.changedAt()));
    }

    /** A transaction that gives a group its name. */
    private boolean named(AgentGroup group, Database.Work<Boolean> work) {
        return database.transaction(connection -> {
            try {
                return work.on(connection);
            } catch (SQLException e) {
                if (StoreErrors.isDuplicateKey(e)) {
                    throw new KeyTakenException("A group is called " + group.name(), e);
                }
                throw e;
            }
        });
    }
}
