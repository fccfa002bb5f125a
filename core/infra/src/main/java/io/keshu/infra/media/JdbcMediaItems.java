package io.keshu.infra.media;

import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.MediaId;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.fact.Fact;
import io.keshu.domain.id.IdGenerator;
import io.keshu.domain.media.BlobRef;
import io.keshu.domain.media.MediaItem;
import io.keshu.domain.media.MediaItems;
import io.keshu.domain.media.MediaState;
import io.keshu.domain.media.MessageRef;
import io.keshu.domain.ops.HubHealth;
import io.keshu.infra.fact.FactRows;
import io.keshu.infra.store.Codes;
import io.keshu.infra.store.Columns;
import io.keshu.infra.store.Database;
import io.keshu.infra.store.SizedSql;
import io.keshu.infra.store.Sql;
import io.keshu.infra.store.StoreErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DataSourceUtils;

/** What is known of media, in {@code media}. */
public final class JdbcMediaItems implements MediaItems {

    private static final int PENDING = 0;
    private static final SizedSql BY_ID = SizedSql.in("SELECT " + MediaRows.COLUMNS + " FROM media WHERE id", "");
    private static final String OURS = " WHERE id = ? AND state = 0 AND attempts = ?";

    private final Database database;
    private final DataSource shared;

    /** @param shared on which a caller's transaction runs that registering joins */
    public JdbcMediaItems(Database database, DataSource shared) {
        this.database = database;
        this.shared = shared;
    }

    @Override
    public void register(Collection<MediaItem> pending) {
        Connection connection = DataSourceUtils.getConnection(shared);
        try {
            List<MediaItem> fresh = new ArrayList<>();
            Set<MessageRef> seen = new HashSet<>();
            for (MediaItem item : pending) {
                MessageRef message = Objects.requireNonNull(item.message(), "media of a message");
                if (seen.add(message) && !known(connection, message)) {
                    fresh.add(item);
                }
            }
            Sql.forRows(
                    connection,
                    MediaRows.INSERT,
                    fresh,
                    (parameters, item) -> MediaRows.bind(parameters, item, item.createdAt()));
        } catch (SQLException e) {
            throw StoreErrors.translate(e);
        } finally {
            DataSourceUtils.releaseConnection(connection, shared);
        }
    }

    private static boolean known(Connection connection, MessageRef message) throws SQLException {
        return !Sql.query(
                        connection,
                        "SELECT 1 FROM media WHERE conversation_id = ? AND number = ?",
                        parameters ->
                                parameters.add(message.conversation().value()).add(message.number()),
                        columns -> columns.getInt())
                .isEmpty();
    }

    @Override
    public void add(MediaItem stored) {
        database.update(MediaRows.INSERT.text(1), parameters -> MediaRows.bind(parameters, stored, null));
    }

    @Override
    public void addUntil(MediaItem stored, Instant until) {
        database.update(MediaRows.INSERT.text(1), parameters -> MediaRows.bind(parameters, stored, until));
    }

    @Override
    public List<MediaItem> ended(Instant now, int limit) {
        return database.query(
                "SELECT " + MediaRows.COLUMNS + " FROM media WHERE state = 1 AND due_at <= ? ORDER BY due_at LIMIT ?",
                parameters -> parameters.add(now).add(limit),
                MediaRows::read);
    }

    @Override
    public boolean removeEnded(MediaId id) {
        return database.update(
                        "DELETE FROM media WHERE id = ? AND state = 1 AND due_at IS NOT NULL",
                        parameters -> parameters.add(id.value()))
                == 1;
    }

    @Override
    public List<MediaItem> claimDue(Instant now, Instant until, int limit) {
        List<MediaItem> due = database.query(
                "SELECT " + MediaRows.COLUMNS + " FROM media WHERE state = ? AND due_at <= ? ORDER BY due_at LIMIT ?",
                parameters -> parameters.add(PENDING).add(now).add(limit),
                MediaRows::read);
        List<MediaItem> claimed = new ArrayList<>();
        for (MediaItem item : due) {
            int ours = database.update(
                    "UPDATE media SET due_at = ?, attempts = attempts + 1" + OURS,
                    parameters -> parameters.add(until).add(item.id().value()).add(item.attempts()));
            if (ours == 1) {
                claimed.add(new MediaItem(
                        item.id(),
                        item.kind(),
                        item.state(),
                        item.message(),
                        item.createdAt(),
                        item.traceId(),
                        item.attempts() + 1,
                        null,
                        null,
                        item.problem()));
            }
        }
        return claimed;
    }

    @Override
    public boolean postpone(MediaItem claimed, Instant dueAt, @Nullable DeliveryProblem why) {
        return database.update(
                        "UPDATE media SET due_at = ?, problem_reason = ?, problem_code = ?, problem_detail = ?" + OURS,
                        parameters -> {
                            parameters.add(dueAt);
                            MediaRows.bind(parameters, why);
                            parameters.add(claimed.id().value()).add(claimed.attempts());
                        })
                == 1;
    }

    @Override
    public boolean end(MediaItem ended, Instant at, long factBatch) {
        return database.transaction(connection -> {
            int written = Sql.update(
                    connection,
                    "UPDATE media SET state = ?, due_at = NULL, content_type = ?, size = ?, sha256 = ?, file_name = ?,"
                            + " width = ?, height = ?, duration_ms = ?, thumbnail_sha256 = ?, thumbnail_size = ?,"
                            + " problem_reason = ?, problem_code = ?, problem_detail = ?" + OURS,
                    parameters -> {
                        parameters.add(Codes.of(ended.state()));
                        MediaRows.bindContent(parameters, ended);
                        MediaRows.bind(parameters, ended.problem());
                        parameters.add(ended.id().value()).add(ended.attempts());
                    });
            MessageRef message = ended.message();
            if (written == 1 && message != null) {
                FactRows.write(connection, factBatch, List.of(ended(ended, message, at)));
            }
            return written == 1;
        });
    }

    @Override
    public Optional<MediaItem> find(MediaId id) {
        return find(List.of(id)).stream().findFirst();
    }

    @Override
    public List<MediaItem> find(Collection<MediaId> ids) {
        List<Long> keys = ids.stream().map(MediaId::value).distinct().toList();
        return keys.isEmpty()
                ? List.of()
                : database.run(connection -> Sql.queryIn(
                                connection, BY_ID, keys, (parameters, id) -> parameters.add((long) id), MediaRows::read)
                        .stream()
                        .toList());
    }

    @Override
    public List<MediaItem> ofMessages(ConversationId conversation, int from, int to) {
        return database.query(
                "SELECT " + MediaRows.COLUMNS + " FROM media WHERE conversation_id = ? AND number BETWEEN ? AND ?",
                parameters -> parameters.add(conversation.value()).add(from).add(to),
                MediaRows::read);
    }

    @Override
    public Optional<Instant> oldestPending() {
        return database
                .query(
                        "SELECT COALESCE(MIN(id), 0) FROM"
                                + " (SELECT id FROM media WHERE state = 0 ORDER BY due_at LIMIT ?) soonest",
                        parameters -> parameters.add(HubHealth.COUNTED),
                        Columns::getLong)
                .stream()
                .filter(oldest -> oldest != 0)
                .map(IdGenerator::timeOf)
                .findFirst();
    }

    @Override
    public boolean retry(MediaId id, Instant now) {
        return database.update(
                        "UPDATE media SET state = 0, due_at = ?, problem_reason = NULL, problem_code = NULL,"
                                + " problem_detail = NULL WHERE id = ? AND state IN (2, 3) AND conversation_id IS NOT NULL",
                        parameters -> parameters.add(now).add(id.value()))
                == 1;
    }

    @Override
    public boolean takeSweep(Instant now, Instant next) {
        int moved = database.update(
                "UPDATE media_sweep SET due_at = ? WHERE id = 1 AND due_at <= ?",
                parameters -> parameters.add(next).add(now));
        return moved == 1
                || database.run(connection -> {
                    try {
                        return Sql.update(
                                        connection,
                                        "INSERT INTO media_sweep (id, due_at) VALUES (1, ?)",
                                        parameters -> parameters.add(next))
                                == 1;
                    } catch (SQLException e) {
                        if (StoreErrors.isDuplicateKey(e)) {
                            return false;
                        }
                        throw e;
                    }
                });
    }

    @Override
    public List<MediaItem> storedBefore(Instant time, MediaId after, int limit) {
        return database.query(
                "SELECT " + MediaRows.COLUMNS + " FROM media WHERE state = 1 AND due_at IS NULL AND id > ? AND id < ?"
                        + " AND conversation_id IS NOT NULL ORDER BY id LIMIT ?",
                parameters -> parameters
                        .add(after.value())
                        .add(IdGenerator.lowestAt(time))
                        .add(limit),
                MediaRows::read);
    }

    @Override
    public int clear(Collection<MediaItem> stored, Instant at, long factBatch) {
        return database.transaction(connection -> {
            List<Fact> facts = new ArrayList<>();
            for (MediaItem item : stored) {
                int cleared = Sql.update(
                        connection,
                        "UPDATE media SET state = ?, content_type = NULL, size = 0, sha256 = NULL, file_name = NULL,"
                                + " width = 0, height = 0, duration_ms = NULL, thumbnail_sha256 = NULL, thumbnail_size = 0"
                                + " WHERE id = ? AND state = 1",
                        parameters -> parameters
                                .add(Codes.of(MediaState.CLEARED))
                                .add(item.id().value()));
                MessageRef message = item.message();
                if (cleared == 1 && message != null) {
                    facts.add(ended(item.cleared(), message, at));
                }
            }
            if (!facts.isEmpty()) {
                FactRows.write(connection, factBatch, facts);
            }
            return facts.size();
        });
    }

    private static Fact ended(MediaItem item, MessageRef message, Instant at) {
        return new Fact.MediaEnded(
                message.conversation(),
                message.account(),
                at,
                item.traceId(),
                message.number(),
                item.state().name());
    }

    @Override
    public Set<String> inUse(Collection<BlobRef> blobs) {
        Set<String> used = new HashSet<>();
        for (BlobRef blob : blobs) {
            boolean shown = database.queryOne(
                            "SELECT 1 FROM media WHERE sha256 = ? UNION ALL"
                                    + " SELECT 1 FROM media WHERE thumbnail_sha256 = ? LIMIT 1",
                            parameters -> parameters.add(blob.sha256()).add(blob.sha256()),
                            Columns::getInt)
                    .isPresent();
            if (shown) {
                used.add(blob.sha256());
            }
        }
        return used;
    }

    @Override
    public long countPending() {
        return database.countUpTo(HubHealth.COUNTED, "SELECT 1 FROM media WHERE state = 0");
    }
}
