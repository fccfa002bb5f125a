package io.keshu.infra.inbound;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ExternalMessageId;
import io.keshu.channels.api.Shortened;
import io.keshu.domain.id.IdGenerator;
import io.keshu.domain.inbound.InboundKey;
import io.keshu.domain.inbound.InboundStore;
import io.keshu.domain.inbound.WaitingInbound;
import io.keshu.domain.lock.Lane;
import io.keshu.domain.ops.HubHealth;
import io.keshu.domain.store.KeyTakenException;
import io.keshu.infra.store.Database;
import io.keshu.infra.store.SizedSql;
import io.keshu.infra.store.Sql;
import io.keshu.infra.store.StoreErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Accepted messages in {@code inbound}, and the keys of all that ever were in {@code inbound_key}. */
public final class JdbcInboundStore implements InboundStore {

    private static final int MAX_REASON = 1000;

    private static final SizedSql INSERT_KEYS = SizedSql.insert("inbound_key", "account_id, external_id, inbound_id");
    private static final SizedSql INSERT_ROWS = SizedSql.insert("inbound", InboundRows.COLUMNS);
    private static final SizedSql FIND_KEYS = new SizedSql(
            "SELECT account_id, external_id, inbound_id FROM inbound_key WHERE (account_id, external_id) IN (",
            "(?,?)",
            ",(?,?)",
            ")");

    private final Database accept;
    private final Database database;

    /** @param accept a pool of its own, so that accepting waits for no other work */
    public JdbcInboundStore(Database accept, Database database) {
        this.accept = accept;
        this.database = database;
    }

    @Override
    public void insert(List<WaitingInbound> rows) {
        accept.transaction(connection -> insert(connection, rows));
    }

    /**
     * Stores rows and their keys as a part of a transaction.
     *
     * @throws KeyTakenException if a key is stored already
     */
    public static int insert(Connection connection, List<WaitingInbound> rows) throws SQLException {
        insertKeys(connection, rows);
        return Sql.forRows(connection, INSERT_ROWS, rows, InboundRows::bind);
    }

    private static void insertKeys(Connection connection, List<WaitingInbound> rows) throws SQLException {
        try {
            Sql.forRows(
                    connection,
                    INSERT_KEYS,
                    rows,
                    (parameters, row) -> parameters
                            .add(row.envelope().account().value())
                            .addId(row.envelope().id().value())
                            .add(row.id()));
        } catch (SQLException e) {
            if (StoreErrors.isDuplicateKey(e)) {
                throw new KeyTakenException("A message was accepted before", e);
            }
            throw e;
        }
    }

    @Override
    public Map<InboundKey, Long> findKeys(Collection<InboundKey> keys) {
        if (keys.isEmpty()) {
            return Map.of();
        }
        record Found(InboundKey key, long id) {}
        List<Found> found = accept.transaction(connection -> Sql.queryIn(
                connection,
                FIND_KEYS,
                List.copyOf(keys),
                (parameters, key) ->
                        parameters.add(key.account().value()).addId(key.id().value()),
                columns -> new Found(
                        new InboundKey(new ChannelAccountId(columns.getLong()), new ExternalMessageId(columns.getId())),
                        columns.getLong())));
        Map<InboundKey, Long> ids = new HashMap<>();
        found.forEach(row -> ids.put(row.key, row.id));
        return ids;
    }

    @Override
    public List<Lane> lanesWaitingSince(Instant before, int limit) {
        return database.query(
                "SELECT DISTINCT lane FROM inbound WHERE id < ? LIMIT ?",
                parameters -> parameters.add(IdGenerator.lowestAt(before)).add(limit),
                columns -> new Lane(columns.getLong()));
    }

    /** Ids carry the time of their making. */
    @Override
    public Optional<Instant> oldestWaiting() {
        return database.queryOne(
                "SELECT received_at FROM inbound ORDER BY id LIMIT 1",
                Sql.Filler.NONE,
                columns -> columns.getInstant());
    }

    @Override
    public long countWaiting() {
        return database.countUpTo(HubHealth.COUNTED, "SELECT 1 FROM inbound");
    }

    @Override
    public void setAside(long inboundId, String reason) {
        String kept = Shortened.to(MAX_REASON, reason);
        database.transaction(connection -> {
            boolean moved = InboundRows.move(
                    connection,
                    "INSERT INTO inbound_set_aside (" + InboundRows.COLUMNS + ", reason) SELECT " + InboundRows.COLUMNS
                            + ", ? FROM inbound WHERE id = ?",
                    parameters -> parameters.add(kept).add(inboundId),
                    "DELETE FROM inbound WHERE id = ?",
                    inboundId);
            if (!moved) {
                connection.rollback();
            }
            return moved;
        });
    }

    @Override
    public long countSetAside() {
        return database.countUpTo(HubHealth.COUNTED, "SELECT 1 FROM inbound_set_aside WHERE discarded = 0");
    }
}
