package io.keshu.infra.conversation;

import io.keshu.domain.conversation.LaneSnapshot;
import io.keshu.domain.conversation.LaneSnapshot.KnownIdentity;
import io.keshu.domain.inbound.WaitingInbound;
import io.keshu.domain.lock.Lane;
import io.keshu.infra.inbound.InboundRows;
import io.keshu.infra.store.SizedSql;
import io.keshu.infra.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what lanes need to be worked off: two statements for all of them, unless one is flooded. */
final class LaneLoader {

    /** How many waiting rows a lane usually has at most. */
    private static final int USUAL = 4;

    private static final SizedSql WAITING = SizedSql.in(
            "SELECT " + InboundRows.COLUMNS + " FROM inbound FORCE INDEX (inbound_lane) WHERE lane",
            " ORDER BY lane, id LIMIT ?");

    private static final SizedSql IDENTITIES = SizedSql.in(
            "SELECT i.lane, " + ConversationRows.IDENTITY_COLUMNS + ", " + ConversationRows.COLUMNS
                    + " FROM identity i FORCE INDEX (identity_lane) LEFT JOIN conversation c ON c.open_identity_id = i.id WHERE i.lane",
            "");

    /** @param lanes in ascending order, each once */
    List<LaneSnapshot> load(Connection connection, List<Lane> lanes, int perLane) throws SQLException {
        Map<Lane, List<WaitingInbound>> waiting = new HashMap<>();
        for (int from = 0; from < lanes.size(); from += SizedSql.MAX) {
            readWaiting(connection, lanes.subList(from, Math.min(lanes.size(), from + SizedSql.MAX)), perLane, waiting);
        }
        Map<Lane, List<KnownIdentity>> identities = readIdentities(connection, lanes);
        List<LaneSnapshot> snapshots = new ArrayList<>(lanes.size());
        for (Lane lane : lanes) {
            List<WaitingInbound> rows = waiting.getOrDefault(lane, List.of());
            snapshots.add(new LaneSnapshot(
                    lane,
                    rows.size() > perLane ? rows.subList(0, perLane) : rows,
                    rows.size() > perLane,
                    identities.getOrDefault(lane, List.of())));
        }
        return snapshots;
    }

    private static void readWaiting(
            Connection connection, List<Lane> lanes, int perLane, Map<Lane, List<WaitingInbound>> waiting)
            throws SQLException {
        int limit = perLane + 1 + lanes.size() * USUAL;
        List<WaitingInbound> rows = read(connection, lanes, limit);
        rows.forEach(row ->
                waiting.computeIfAbsent(row.lane(), lane -> new ArrayList<>()).add(row));
        if (rows.size() < limit) {
            return;
        }
        // A flooded lane has used up the limit: those that the rows did not reach are read one by one.
        Lane reached = rows.get(rows.size() - 1).lane();
        for (Lane lane : lanes) {
            if (lane.compareTo(reached) >= 0) {
                waiting.put(lane, read(connection, List.of(lane), perLane + 1));
            }
        }
    }

    private static List<WaitingInbound> read(Connection connection, List<Lane> lanes, int limit) throws SQLException {
        int size = SizedSql.atLeast(lanes.size());
        return Sql.query(
                connection,
                WAITING.text(size),
                parameters -> {
                    for (int i = 0; i < size; i++) {
                        parameters.add(lanes.get(Math.min(i, lanes.size() - 1)).value());
                    }
                    parameters.add(limit);
                },
                InboundRows::read);
    }

    private static Map<Lane, List<KnownIdentity>> readIdentities(Connection connection, List<Lane> lanes)
            throws SQLException {
        record Found(Lane lane, KnownIdentity identity) {}
        List<Found> found = Sql.queryIn(
                connection, IDENTITIES, lanes, (parameters, lane) -> parameters.add(lane.value()), columns -> {
                    Lane lane = new Lane(columns.getLong());
                    var identity = ConversationRows.readIdentity(columns);
                    return new Found(lane, new KnownIdentity(identity, ConversationRows.readOptional(columns)));
                });
        Map<Lane, List<KnownIdentity>> identities = new HashMap<>();
        found.forEach(row ->
                identities.computeIfAbsent(row.lane, lane -> new ArrayList<>()).add(row.identity));
        return identities;
    }
}
