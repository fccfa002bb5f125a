package io.keshu.infra.erasure;

import io.keshu.channels.api.MediaId;
import io.keshu.channels.api.OutboundContent;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.erasure.Erasure;
import io.keshu.domain.message.Author;
import io.keshu.domain.message.ContentFlattener;
import io.keshu.domain.message.FlatContent;
import io.keshu.domain.message.MessageContent;
import io.keshu.infra.store.Columns;
import io.keshu.infra.store.Fields;
import io.keshu.infra.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Erases one conversation in one transaction. */
final class ConversationEraser {

    /** Kinds that say nothing about anybody: they stay as they are. */
    private static final String TELLS_NOTHING =
            "('erased', 'data-erased', 'unsubscribed', 'bot', 'queued', 'grouped', 'closed')";

    private final Connection connection;
    private final Erasure erasure;
    private final ConversationId conversation;

    ConversationEraser(Connection connection, Erasure erasure, ConversationId conversation) {
        this.connection = connection;
        this.erasure = erasure;
        this.conversation = conversation;
    }

    boolean erase() throws SQLException {
        // Claims lock these rows too, so that each is either gone before it is claimed or seen as claimed here.
        here("DELETE FROM outbox WHERE conversation_id = ? AND state <> 1");
        if (underWay()) {
            connection.rollback();
            return false;
        }
        here("UPDATE conversation SET version = version + 1, last_inbound = NULL, preview_text = '' WHERE id = ?");
        eraseMedia();
        eraseKeys();
        here("DELETE FROM message_client WHERE conversation_id = ? AND client_id NOT LIKE 'erasure-%'");
        // What had not left will not leave any more; the row says so.
        here("UPDATE message SET delivery_state = 2, delivery_reason = 'NOT_FOLLOWING', next_attempt_at = NULL"
                + " WHERE conversation_id = ? AND delivery_state IN (0, 3)");
        here("UPDATE message SET fields = CONCAT('{\"kind\":\"', kind, '\"}'), kind = 'erased', text = NULL,"
                + " external_id = NULL, client_id = NULL, delivery_code = NULL, delivery_detail = NULL"
                + " WHERE conversation_id = ? AND kind NOT IN " + TELLS_NOTHING);
        here("UPDATE message SET external_id = NULL WHERE conversation_id = ? AND external_id IS NOT NULL");
        return true;
    }

    private boolean underWay() throws SQLException {
        return any("SELECT 1 FROM outbox WHERE conversation_id = ? LIMIT 1")
                || any("SELECT 1 FROM media WHERE conversation_id = ? AND state = 0 AND attempts > 0"
                        + " AND due_at > UTC_TIMESTAMP(6) LIMIT 1");
    }

    /** Passive replies by the messages that they answered; and keys that were made of the address itself. */
    private void eraseKeys() throws SQLException {
        String keys = " FROM message m JOIN inbound_key k ON k.account_id = ? AND k.external_id = m.external_id";
        Sql.update(
                connection,
                "DELETE p" + keys + " JOIN passive_reply p ON p.inbound_id = k.inbound_id WHERE m.conversation_id = ?",
                parameters ->
                        parameters.add(erasure.address().account().value()).add(conversation.value()));
        Sql.update(
                connection,
                "DELETE k" + keys + " WHERE m.conversation_id = ? AND LOCATE(?, k.external_id) > 0",
                parameters -> parameters
                        .add(erasure.address().account().value())
                        .add(conversation.value())
                        .addId(erasure.address().user().value()));
    }

    /**
     * What the customer sent, and what agents uploaded for this customer. What rules send is the company's, and what another customer sent
     * is that customer's.
     */
    private void eraseMedia() throws SQLException {
        Set<Long> ids = new LinkedHashSet<>(
                found("SELECT id FROM media WHERE conversation_id = ?", columns -> columns.getLong()));
        found(
                        "SELECT kind, text, fields FROM message WHERE conversation_id = ?"
                                + " AND agent_id IS NOT NULL AND fields IS NOT NULL AND kind <> 'erased'",
                        ConversationEraser::media)
                .forEach(media -> media.ifPresent(id -> ids.add(id.value())));
        for (long id : ids) {
            Set<String> blobs = new LinkedHashSet<>();
            Sql.query(
                    connection,
                    "SELECT sha256, thumbnail_sha256 FROM media WHERE id = ?",
                    parameters -> parameters.add(id),
                    columns -> {
                        addPresent(blobs, columns.optionalString());
                        addPresent(blobs, columns.optionalString());
                        return id;
                    });
            int erased = Sql.update(
                    connection,
                    "DELETE FROM media WHERE id = ? AND (conversation_id IS NULL OR conversation_id = ?)",
                    parameters -> parameters.add(id).add(conversation.value()));
            if (erased > 0) {
                for (String blob : blobs) {
                    note(blob);
                }
            }
        }
    }

    private static Optional<MediaId> media(Columns columns) throws SQLException {
        FlatContent flat =
                new FlatContent(columns.getString(), columns.optionalString(), Fields.read(columns.getString()));
        return ContentFlattener.restore(Author.Kind.AGENT, flat) instanceof MessageContent.Sent sent
                ? OutboundContent.mediaOf(sent.content())
                : Optional.empty();
    }

    private static void addPresent(Set<String> blobs, @Nullable String sha256) {
        if (sha256 != null) {
            blobs.add(sha256);
        }
    }

    /** {@link ErasedBytes} looks whether they can go. */
    private void note(String sha256) throws SQLException {
        int unused = Sql.update(
                connection,
                "INSERT INTO erasure_blob (identity_id, sha256) VALUES (?, ?) ON DUPLICATE KEY UPDATE sha256 = VALUES(sha256)",
                parameters -> parameters.add(erasure.identity().value()).add(sha256));
    }

    private void here(String sql) throws SQLException {
        Sql.update(connection, sql, parameters -> parameters.add(conversation.value()));
    }

    private boolean any(String sql) throws SQLException {
        return !found(sql, columns -> columns.getInt()).isEmpty();
    }

    private <T> List<T> found(String sql, Columns.Reader<T> reader) throws SQLException {
        return Sql.query(connection, sql, parameters -> parameters.add(conversation.value()), reader);
    }
}
