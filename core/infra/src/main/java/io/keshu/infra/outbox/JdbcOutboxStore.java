package io.keshu.infra.outbox;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.domain.ops.HubHealth;
import io.keshu.domain.outbox.ClaimLimit;
import io.keshu.domain.outbox.DeliveryOutcome;
import io.keshu.domain.outbox.OutboxItem;
import io.keshu.domain.outbox.OutboxStore;
import io.keshu.infra.store.Database;
import io.keshu.infra.store.Parameters;
import io.keshu.infra.store.SizedSql;
import io.keshu.infra.store.Sql;
import io.keshu.infra.store.StoreErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/**
 * The outbox in {@code outbox}. A claim reads ids, then updates them by key: what others claimed meanwhile is not pending any more, and
 * the unique {@code in_flight_conversation_id} refuses a second row of a conversation.
 */
public final class JdbcOutboxStore implements OutboxStore {

    private static final String FREE = " AND NOT EXISTS (SELECT 1 FROM outbox claimed"
            + " WHERE claimed.in_flight_conversation_id = o.conversation_id)"
            + " AND NOT EXISTS (SELECT 1 FROM outbox earlier WHERE earlier.conversation_id = o.conversation_id"
            + " AND earlier.state = 0 AND earlier.hold_until > ? AND (earlier.sequence < o.sequence"
            + " OR earlier.sequence = o.sequence AND earlier.id < o.id))";

    private static final String CLAIM = "UPDATE outbox SET state = 1, claimed_by = ?, claimed_at = ?, claim_token = ?,"
            + " in_flight_conversation_id = conversation_id WHERE state = 0 AND id";

    /** A row that was tried and put off since it was found due is pending again, but its time has not come. */
    private static final SizedSql CLAIM_DUE = SizedSql.in(CLAIM, " AND due_at <= ?");

    private static final String CLAIM_ONE = CLAIM + " = ?";
    private static final SizedSql CLAIMED =
            SizedSql.in("SELECT " + OutboxRows.COLUMNS + " FROM outbox WHERE claim_token = ? AND id", "");

    private static final SizedSql GIVE_BACK = SizedSql.in(
            "UPDATE outbox SET state = 0, claimed_by = NULL, claimed_at = NULL, claim_token = NULL,"
                    + " in_flight_conversation_id = NULL WHERE state = 1 AND claim_token = ? AND id",
            "");

    private final Database database;
    private final DeliveryWriter writer = new DeliveryWriter();
    private final Queue<Round> lost = new ConcurrentLinkedQueue<>();

    public JdbcOutboxStore(Database database) {
        this.database = database;
    }

    private record Candidate(long id, long conversation, ChannelAccountId account) {}

    /** One round of claims. */
    private record Round(List<Long> ids, long token) {}

    @Override
    public List<OutboxItem> claimDue(int node, Instant now, ClaimLimit limit) {
        giveBackLost();
        List<Long> ids = candidates(now, limit);
        if (ids.isEmpty()) {
            return List.of();
        }
        Round round = new Round(ids, ThreadLocalRandom.current().nextLong());
        try {
            claim(ids, node, now, round.token);
            return claimedItems(ids, round.token);
        } catch (RuntimeException e) {
            lost.add(round);
            throw e;
        }
    }

    /**
     * Claims that were made, or may have been, when the connection was lost: nobody got these rows, so that none was sent, and they need
     * not become Unknown.
     */
    private void giveBackLost() {
        for (Round round = lost.peek(); round != null; round = lost.peek()) {
            Round current = round;
            int size = SizedSql.atLeast(current.ids.size());
            database.update(GIVE_BACK.text(size), parameters -> {
                parameters.add(current.token);
                addFilled(parameters, current.ids, size);
            });
            lost.remove(round);
        }
    }

    private static void addFilled(Parameters parameters, List<Long> ids, int size) throws SQLException {
        for (int i = 0; i < size; i++) {
            parameters.add((long) ids.get(Math.min(i, ids.size() - 1)));
        }
    }

    /** The ids of rows that may be claimed, one of each conversation and no more of an account than there is room for. */
    private List<Long> candidates(Instant now, ClaimLimit limit) {
        Set<ChannelAccountId> except = limit.full();
        String others = except.stream().map(account -> "?").collect(Collectors.joining(", "));
        String sql = "SELECT o.id, o.conversation_id, o.account_id FROM outbox o WHERE o.state = 0 AND o.due_at <= ?"
                + (except.isEmpty() ? "" : " AND o.account_id NOT IN (" + others + ")") + FREE
                + " ORDER BY o.due_at, o.sequence, o.id LIMIT ?";
        List<Candidate> found = database.query(
                sql,
                parameters -> {
                    parameters.add(now);
                    for (ChannelAccountId account : except) {
                        parameters.add(account.value());
                    }
                    parameters.add(now).add(limit.total());
                },
                columns ->
                        new Candidate(columns.getLong(), columns.getLong(), new ChannelAccountId(columns.getLong())));
        Set<Long> conversations = new HashSet<>();
        Map<ChannelAccountId, Integer> taken = new HashMap<>();
        return found.stream()
                .filter(candidate -> conversations.add(candidate.conversation))
                .filter(candidate -> taken.merge(candidate.account, 1, Integer::sum) <= limit.room(candidate.account))
                .map(Candidate::id)
                .toList();
    }

    private void claim(List<Long> ids, int node, Instant now, long token) {
        // How many is read afterwards: a round that is repeated after a conflict may have claimed some the first time.
        int unused = database.run(connection -> {
            try {
                return update(connection, ids, node, now, token);
            } catch (SQLException e) {
                if (!StoreErrors.isDuplicateKey(e)) {
                    throw e;
                }
            }
            int claimed = 0;
            for (long id : ids) {
                try {
                    claimed += update(connection, List.of(id), node, now, token);
                } catch (SQLException e) {
                    if (!StoreErrors.isDuplicateKey(e)) {
                        throw e;
                    }
                }
            }
            return claimed;
        });
    }

    private static int update(Connection connection, List<Long> ids, int node, Instant now, long token)
            throws SQLException {
        int size = SizedSql.atLeast(ids.size());
        return Sql.update(connection, CLAIM_DUE.text(size), parameters -> {
            parameters.add(node).add(now).add(token);
            addFilled(parameters, ids, size);
            parameters.add(now);
        });
    }

    /** Due or not. */
    private static int claimOne(Connection connection, long id, int node, Instant now, long token) throws SQLException {
        try {
            return Sql.update(
                    connection,
                    CLAIM_ONE,
                    parameters -> parameters.add(node).add(now).add(token).add(id));
        } catch (SQLException e) {
            if (StoreErrors.isDuplicateKey(e)) {
                return 0;
            }
            throw e;
        }
    }

    private List<OutboxItem> claimedItems(List<Long> ids, long token) {
        int size = SizedSql.atLeast(ids.size());
        return database.query(
                CLAIMED.text(size),
                parameters -> {
                    parameters.add(token);
                    addFilled(parameters, ids, size);
                },
                OutboxRows::read);
    }

    @Override
    public Optional<OutboxItem> claimPassive(long outboxId, long inboundId, int node, Instant now) {
        return database.transaction(connection -> {
            boolean free = !Sql.query(
                            connection,
                            "SELECT o.id FROM outbox o WHERE o.id = ? AND o.state = 0" + FREE,
                            parameters -> parameters.add(outboxId).add(now),
                            columns -> columns.getLong())
                    .isEmpty();
            long token = ThreadLocalRandom.current().nextLong();
            if (!free || claimOne(connection, outboxId, node, now, token) == 0) {
                return Optional.<OutboxItem>empty();
            }
            if (!remember(connection, outboxId, inboundId)) {
                // The inbound message has its answer already: this one goes the ordinary way.
                connection.rollback();
                return Optional.<OutboxItem>empty();
            }
            return find(connection, "SELECT " + OutboxRows.COLUMNS + " FROM outbox WHERE id = ?", outboxId);
        });
    }

    private static boolean remember(Connection connection, long outboxId, long inboundId) throws SQLException {
        try {
            return Sql.update(
                            connection,
                            "INSERT INTO passive_reply (inbound_id, outbox_id, " + OutboxRows.BODY + ") SELECT ?, id, "
                                    + OutboxRows.BODY + " FROM outbox WHERE id = ?",
                            parameters -> parameters.add(inboundId).add(outboxId))
                    == 1;
        } catch (SQLException e) {
            if (StoreErrors.isDuplicateKey(e)) {
                return false;
            }
            throw e;
        }
    }

    private static Optional<OutboxItem> find(Connection connection, String sql, long id) throws SQLException {
        return Sql.query(connection, sql, parameters -> parameters.add(id), OutboxRows::read).stream()
                .findFirst();
    }

    @Override
    public Optional<OutboxItem> findPassive(long inboundId) {
        return database.run(connection -> find(
                connection,
                "SELECT outbox_id, " + OutboxRows.BODY + " FROM passive_reply WHERE inbound_id = ?",
                inboundId));
    }

    @Override
    public List<DeliveryOutcome> record(Collection<DeliveryOutcome> outcomes) {
        return outcomes.isEmpty()
                ? List.of()
                : database.transaction(connection -> writer.write(connection, new ArrayList<>(outcomes)));
    }

    @Override
    public List<OutboxItem> claimedBefore(Instant time, int limit) {
        return database.query(
                "SELECT " + OutboxRows.COLUMNS + " FROM outbox WHERE claimed_at < ? ORDER BY claimed_at LIMIT ?",
                parameters -> parameters.add(time).add(limit),
                OutboxRows::read);
    }

    @Override
    public long countPending() {
        return database.countUpTo(HubHealth.COUNTED, "SELECT 1 FROM outbox WHERE state = 0");
    }

    @Override
    public long countDead() {
        return database.countUpTo(HubHealth.COUNTED, "SELECT 1 FROM outbox WHERE state = 2");
    }
}
