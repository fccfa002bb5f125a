package io.keshu.infra.agent;

import io.keshu.domain.agent.Agent;
import io.keshu.domain.agent.AgentId;
import io.keshu.domain.agent.AgentStore;
import io.keshu.domain.store.KeyTakenException;
import io.keshu.infra.store.Columns;
import io.keshu.infra.store.Database;
import io.keshu.infra.store.SizedSql;
import io.keshu.infra.store.Sql;
import io.keshu.infra.store.StoreErrors;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Agents in {@code agent}, whose collation compares user names without regard to case. */
public final class JdbcAgentStore implements AgentStore {

    private static final String COLUMNS = "id, username, display_name, password_hash, created_at";
    private static final SizedSql NAMES = SizedSql.in("SELECT id, display_name FROM agent WHERE id", "");

    private final Database database;

    public JdbcAgentStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Agent> find(String username) {
        return database.queryOne(
                "SELECT " + COLUMNS + " FROM agent WHERE username = ?",
                parameters -> parameters.add(username),
                JdbcAgentStore::read);
    }

    @Override
    public Optional<Agent> find(AgentId id) {
        return database.queryOne(
                "SELECT " + COLUMNS + " FROM agent WHERE id = ?",
                parameters -> parameters.add(id.value()),
                JdbcAgentStore::read);
    }

    private static Agent read(Columns columns) throws SQLException {
        return new Agent(
                new AgentId(columns.getLong()),
                columns.getString(),
                columns.getString(),
                columns.getString(),
                columns.getInstant());
    }

    @Override
    public Map<AgentId, String> displayNames(Collection<AgentId> ids) {
        record Named(AgentId id, String name) {}
        List<AgentId> distinct = ids.stream().distinct().toList();
        List<Named> found = database.run(connection -> Sql.queryIn(
                connection,
                NAMES,
                distinct,
                (parameters, id) -> parameters.add(id.value()),
                columns -> new Named(new AgentId(columns.getLong()), columns.getString())));
        Map<AgentId, String> names = new HashMap<>();
        found.forEach(row -> names.put(row.id, row.name));
        return names;
    }

    @Override
    public boolean any() {
        return database.queryOne("SELECT id FROM agent LIMIT 1", Sql.Filler.NONE, Columns::getLong)
                .isPresent();
    }

    @Override
    public void insert(Agent agent) {
        boolean inserted = database.run(connection -> {
            try {
                return Sql.update(
                                connection,
                                "INSERT INTO agent (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?)",
                                parameters -> parameters
                                        .add(agent.id().value())
                                        .add(agent.username())
                                        .add(agent.displayName())
                                        .add(agent.passwordHash())
                                        .add(agent.createdAt()))
                        == 1;
            } catch (SQLException e) {
                if (StoreErrors.isDuplicateKey(e)) {
                    return false;
                }
                throw e;
            }
        });
        if (!inserted) {
            throw new KeyTakenException("An agent has the user name " + agent.username());
        }
    }
}
