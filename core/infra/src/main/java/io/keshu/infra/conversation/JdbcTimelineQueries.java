package io.keshu.infra.conversation;

import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.ExternalMessageId;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.message.Message;
import io.keshu.domain.timeline.TimelineCursor;
import io.keshu.domain.timeline.TimelineQueries;
import io.keshu.infra.store.Columns;
import io.keshu.infra.store.Database;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Timelines of customers, from {@code conversation}, {@code message}, {@code agent_read} and {@code customer_read}. */
public final class JdbcTimelineQueries implements TimelineQueries {

    private static final int CONVERSATIONS = 2;
    private static final int MESSAGES = 500;

    private static final String HEADS = "SELECT c.id, c.last_number,"
            + " COALESCE((SELECT MAX(r.number) FROM agent_read r WHERE r.conversation_id = c.id), 0),"
            + " COALESCE((SELECT k.number FROM customer_read k WHERE k.conversation_id = c.id), 0)"
            + " FROM identity i JOIN conversation c ON c.identity_id = i.id"
            + " WHERE i.account_id = ? AND i.user_id = ?";

    private final Database database;

    public JdbcTimelineQueries(Database database) {
        this.database = database;
    }

    @Override
    public List<Head> headsFrom(ChannelAddress customer, ConversationId from, int limit) {
        return heads(customer, " AND c.id >= ? ORDER BY c.id LIMIT ?", from, limit);
    }

    @Override
    public List<Head> headsUpTo(ChannelAddress customer, ConversationId upTo, int limit) {
        return heads(customer, " AND c.id <= ? ORDER BY c.id DESC LIMIT ?", upTo, limit);
    }

    private List<Head> heads(ChannelAddress customer, String range, ConversationId bound, int limit) {
        return database.query(
                HEADS + range,
                parameters -> parameters
                        .add(customer.account().value())
                        .addId(customer.user().value())
                        .add(bound.value())
                        .add(limit),
                JdbcTimelineQueries::head);
    }

    private static Head head(Columns columns) throws SQLException {
        return new Head(new ConversationId(columns.getLong()), columns.getInt(), columns.getInt(), columns.getInt());
    }

    /** Messages have no index by external id: what is looked for came a moment ago and is among the last. */
    @Override
    public Optional<Message> received(ChannelAddress customer, ExternalMessageId id) {
        for (Head head : headsUpTo(customer, new ConversationId(Long.MAX_VALUE), CONVERSATIONS)) {
            Optional<Message> found = database.queryOne(
                    "SELECT " + MessageRows.COLUMNS + " FROM message WHERE conversation_id = ? AND number > ?"
                            + " AND external_id = ? ORDER BY number DESC LIMIT 1",
                    parameters -> parameters
                            .add(head.id().value())
                            .add(head.lastNumber() - MESSAGES)
                            .addId(id.value()),
                    MessageRows::read);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    @Override
    public Optional<Integer> markRead(ChannelAddress customer, TimelineCursor upTo) {
        int written = database.update(
                "INSERT INTO customer_read (conversation_id, number)"
                        + " SELECT c.id, LEAST(?, c.last_number) FROM conversation c"
                        + " JOIN identity i ON i.id = c.identity_id"
                        + " WHERE c.id = ? AND i.account_id = ? AND i.user_id = ?"
                        + " ON DUPLICATE KEY UPDATE number = GREATEST(customer_read.number, VALUES(number))",
                parameters -> parameters
                        .add(upTo.number())
                        .add(upTo.conversation().value())
                        .add(customer.account().value())
                        .addId(customer.user().value()));
        return written == 0 && !isHers(customer, upTo.conversation())
                ? Optional.empty()
                : Optional.of(readByCustomer(upTo.conversation()));
    }

    /** An update that changes nothing may count as none. */
    private boolean isHers(ChannelAddress customer, ConversationId conversation) {
        return headsFrom(customer, conversation, 1).stream()
                .anyMatch(head -> head.id().equals(conversation));
    }

    @Override
    public boolean rename(ChannelAddress customer, String name) {
        int changed = database.update(
                "UPDATE customer u JOIN identity i ON i.customer_id = u.id SET u.name = ?"
                        + " WHERE i.account_id = ? AND i.user_id = ?",
                parameters -> parameters
                        .add(name)
                        .add(customer.account().value())
                        .addId(customer.user().value()));
        return changed > 0 || !headsFrom(customer, new ConversationId(0), 1).isEmpty();
    }

    @Override
    public int readByCustomer(ConversationId conversation) {
        return database.queryOne(
                        "SELECT number FROM customer_read WHERE conversation_id = ?",
                        parameters -> parameters.add(conversation.value()),
                        Columns::getInt)
                .orElse(0);
    }
}
