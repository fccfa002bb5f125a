package io.keshu.infra.inbound;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ExternalMessageId;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.domain.agent.AgentId;
import io.keshu.domain.inbound.SetAside;
import io.keshu.domain.inbound.SetAside.Act;
import io.keshu.domain.inbound.SetAside.What;
import io.keshu.domain.inbound.SetAsideStore;
import io.keshu.infra.store.Codes;
import io.keshu.infra.store.Columns;
import io.keshu.infra.store.Database;
import io.keshu.infra.store.SizedSql;
import io.keshu.infra.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was set aside, in {@code inbound_set_aside}, and what was done with it, in {@code inbound_set_aside_act}. */
public final class JdbcSetAsideStore implements SetAsideStore {

    private static final String PAGE = "SELECT id, account_id, external_id, user_id, received_at, kind, text, raw,"
            + " trace_id, reason, discarded FROM inbound_set_aside WHERE discarded = ? AND id < ? ORDER BY id DESC LIMIT ?";

    private static final SizedSql ACTS = SizedSql.in(
            "SELECT inbound_id, act, agent_id, acted_at FROM inbound_set_aside_act WHERE inbound_id",
            " ORDER BY inbound_id, id");

    private final Database database;

    public JdbcSetAsideStore(Database database) {
        this.database = database;
    }

    @Override
    public List<SetAside> page(boolean discarded, @Nullable Long before, int limit) {
        return database.run(connection -> {
            List<SetAside> page = Sql.query(
                    connection,
                    PAGE,
                    parameters -> parameters
                            .add(discarded ? 1 : 0)
                            .add(before == null ? Long.MAX_VALUE : before)
                            .add(limit),
                    JdbcSetAsideStore::read);
            Map<Long, List<Act>> acts =
                    acts(connection, page.stream().map(SetAside::id).toList());
            return page.stream()
                    .map(found -> found.with(acts.getOrDefault(found.id(), List.of())))
                    .toList();
        });
    }

    private static SetAside read(Columns columns) throws SQLException {
        return new SetAside(
                columns.getLong(),
                new ChannelAccountId(columns.getLong()),
                new ExternalMessageId(columns.getId()),
                new ExternalUserId(columns.getId()),
                columns.getInstant(),
                columns.getString(),
                columns.optionalString(),
                columns.getString(),
                columns.getString(),
                columns.getString(),
                columns.getInt() == 1,
                List.of());
    }

    /** By the message's id, the first first. */
    private static Map<Long, List<Act>> acts(Connection connection, List<Long> ids) throws SQLException {
        record Found(long message, Act act) {}
        return Sql.queryIn(
                        connection,
                        ACTS,
                        ids,
                        (parameters, id) -> parameters.add((long) id),
                        columns -> new Found(
                                columns.getLong(),
                                new Act(
                                        Codes.constant(What.class, columns.getInt()),
                                        new AgentId(columns.getLong()),
                                        columns.getInstant())))
                .stream()
                .collect(Collectors.groupingBy(Found::message, Collectors.mapping(Found::act, Collectors.toList())));
    }

    @Override
    public boolean tryAgain(long id, AgentId by, Instant at, long actId) {
        return database.transaction(connection -> {
            boolean back = InboundRows.move(
                    connection,
                    "INSERT INTO inbound (" + InboundRows.COLUMNS + ") SELECT " + InboundRows.COLUMNS
                            + " FROM inbound_set_aside WHERE id = ? AND discarded = 0",
                    parameters -> parameters.add(id),
                    "DELETE FROM inbound_set_aside WHERE id = ? AND discarded = 0",
                    id);
            if (back) {
                record(connection, id, What.TRIED_AGAIN, by, at, actId);
            } else {
                connection.rollback();
            }
            return back;
        });
    }

    @Override
    public boolean discard(long id, AgentId by, Instant at, long actId) {
        return database.transaction(connection -> {
            int marked = Sql.update(
                    connection,
                    "UPDATE inbound_set_aside SET discarded = 1 WHERE id = ? AND discarded = 0",
                    parameters -> parameters.add(id));
            if (marked == 1) {
                record(connection, id, What.DISCARDED, by, at, actId);
            }
            return marked == 1;
        });
    }

    private static void record(Connection connection, long id, What what, AgentId by, Instant at, long actId)
            throws SQLException {
        int unused = Sql.update(
                connection,
                "INSERT INTO inbound_set_aside_act (id, inbound_id, act, agent_id, acted_at) VALUES (?, ?, ?, ?, ?)",
                parameters -> parameters
                        .add(actId)
                        .add(id)
                        .add(Codes.of(what))
                        .add(by.value())
                        .add(at));
    }
}
