package io.keshu.infra.conversation;

import io.keshu.channels.api.ChannelType;
import io.keshu.domain.agent.AgentGroupId;
import io.keshu.domain.agent.AgentGroupRef;
import io.keshu.domain.agent.AgentId;
import io.keshu.domain.conversation.Conversation;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.conversation.ConversationQueries;
import io.keshu.domain.conversation.ConversationState;
import io.keshu.domain.customer.Customer;
import io.keshu.domain.customer.CustomerId;
import io.keshu.domain.customer.Identity;
import io.keshu.domain.customer.IdentityId;
import io.keshu.domain.message.Message;
import io.keshu.infra.store.Codes;
import io.keshu.infra.store.Columns;
import io.keshu.infra.store.Database;
import io.keshu.infra.store.SizedSql;
import io.keshu.infra.store.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What consoles read, from the tables of {@link JdbcConversationStore}. */
public final class JdbcConversationQueries implements ConversationQueries {

    private static final String COLUMNS = "SELECT " + ConversationRows.COLUMNS + ", "
            + ConversationRows.IDENTITY_COLUMNS
            + ", u.name, u.first_seen_at, COALESCE(r.inbound_count, 0), c.list_rank, g.name FROM conversation c";

    private static final String JOINS =
            " JOIN identity i ON i.id = c.identity_id JOIN customer u ON u.id = c.customer_id"
                    + " LEFT JOIN agent_read r ON r.conversation_id = c.id AND r.agent_id = ?"
                    + " LEFT JOIN agent_group g ON g.id = c.group_id";

    private static final String ROW = COLUMNS + JOINS;

    /** By the group, whose few conversations are then put in order; not by the order, of which many would be passed over. */
    private static final String ROW_OF_GROUP = COLUMNS + " FORCE INDEX (conversation_group)" + JOINS;

    private static final int COUNTED = 10_000;

    /** Events of the timeline, which nobody has to read. */
    private static final String NOT_READ =
            "'menu-click', 'subscribed', 'unsubscribed', 'scanned', 'entered', 'paid', 'template-consents',"
                    + " 'delivery-receipt'";

    private static final SizedSql ROWS = SizedSql.in(ROW + " WHERE c.id", "");
    private static final SizedSql NUMBERS = SizedSql.in("SELECT id, last_number FROM conversation WHERE id", "");

    private final Database database;

    public JdbcConversationQueries(Database database) {
        this.database = database;
    }

    private record Ranked(Row row, long rank) {}

    @Override
    public Page page(PageRequest request, AgentId reader) {
        @Nullable ListCursor after = request.cursor() == null ? null : ListCursor.parse(request.cursor());
        // Each state has its own run in the index: a shelf of two states is read as two and merged.
        List<Ranked> found = new ArrayList<>();
        for (ConversationState state : states(request.shelf())) {
            found.addAll(ofState(state, request, after, reader));
        }
        found.sort(Comparator.comparingLong(Ranked::rank)
                .thenComparingLong(ranked -> ranked.row.conversation().id().value()));
        List<Ranked> page = found.subList(0, Math.min(request.limit(), found.size()));
        String next = found.size() > page.size() ? cursorAt(page.get(page.size() - 1)) : null;
        return new Page(page.stream().map(Ranked::row).toList(), next);
    }

    private static List<ConversationState> states(Shelf shelf) {
        return switch (shelf) {
            case QUEUE -> List.of(ConversationState.QUEUED);
            case OPEN -> List.of(ConversationState.QUEUED, ConversationState.BOT);
            case CLOSED -> List.of(ConversationState.CLOSED);
        };
    }

    private static String cursorAt(Ranked last) {
        return new ListCursor(last.rank, last.row.conversation().id().value()).toString();
    }

    private List<Ranked> ofState(
            ConversationState state, PageRequest request, @Nullable ListCursor after, AgentId reader) {
        @Nullable ChannelType channel = request.channel();
        @Nullable AgentGroupId group = request.group();
        @Nullable String search = request.search();
        String sql = (group == null ? ROW : ROW_OF_GROUP)
                + (channel == null ? "" : " JOIN channel_account a ON a.id = i.account_id AND a.type = ?")
                + " WHERE c.state = ?"
                + (group == null ? "" : " AND c.group_id = ?")
                + (after == null ? "" : " AND (c.list_rank > ? OR (c.list_rank = ? AND c.id > ?))")
                + (search == null
                        ? ""
                        : " AND (u.name LIKE ? OR c.preview_text LIKE ?"
                                + " OR CONVERT(i.user_id USING utf8mb4) LIKE ?)")
                + " ORDER BY c.list_rank, c.id LIMIT ?";
        return database.query(
                sql,
                parameters -> {
                    parameters.add(reader.value());
                    if (channel != null) {
                        parameters.add(channel.value());
                    }
                    parameters.add(Codes.of(state));
                    if (group != null) {
                        parameters.add(group.value());
                    }
                    if (after != null) {
                        parameters.add(after.rank()).add(after.rank()).add(after.id());
                    }
                    if (search != null) {
                        String pattern = containing(search);
                        parameters.add(pattern).add(pattern).add(pattern);
                    }
                    parameters.add(request.limit() + 1);
                },
                JdbcConversationQueries::ranked);
    }

    private static String containing(String search) {
        return "%" + search.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    private static Ranked ranked(Columns columns) throws SQLException {
        Conversation conversation = ConversationRows.read(columns);
        Identity identity = ConversationRows.readIdentity(columns);
        Customer customer = new Customer(conversation.customer(), columns.optionalString(), columns.getInstant());
        int unread = Math.max(0, conversation.inboundCount() - columns.getInt());
        long rank = columns.getLong();
        @Nullable AgentGroupId group = conversation.group();
        @Nullable String groupName = columns.optionalString();
        return new Ranked(
                new Row(
                        conversation,
                        customer,
                        identity,
                        unread,
                        group == null || groupName == null ? null : new AgentGroupRef(group, groupName)),
                rank);
    }

    @Override
    public List<Row> rows(Collection<ConversationId> ids, AgentId reader) {
        List<ConversationId> distinct = ids.stream().distinct().toList();
        List<Row> found = new ArrayList<>();
        for (int from = 0; from < distinct.size(); ) {
            int size = SizedSql.chunk(distinct.size() - from);
            List<ConversationId> part = distinct.subList(from, from + size);
            found.addAll(database.query(
                    ROWS.text(size),
                    parameters -> {
                        parameters.add(reader.value());
                        for (ConversationId id : part) {
                            parameters.add(id.value());
                        }
                    },
                    columns -> ranked(columns).row));
            from += size;
        }
        return found;
    }

    @Override
    public Optional<Row> row(ConversationId id, AgentId reader) {
        return rows(List.of(id), reader).stream().findFirst();
    }

    @Override
    public Counts counts() {
        int queue = count(ConversationState.QUEUED);
        return new Counts(
                queue, Math.min(COUNTED, queue + count(ConversationState.BOT)), count(ConversationState.CLOSED));
    }

    private int count(ConversationState state) {
        return database.queryOne(
                        "SELECT COUNT(*) FROM (SELECT 1 FROM conversation WHERE state = ? LIMIT " + COUNTED
                                + ") counted",
                        parameters -> parameters.add(Codes.of(state)),
                        columns -> columns.getInt())
                .orElse(0);
    }

    @Override
    public List<Identity> identities(CustomerId customer) {
        return database.query(
                "SELECT " + ConversationRows.IDENTITY_COLUMNS + " FROM identity i WHERE i.customer_id = ?"
                        + " ORDER BY i.id",
                parameters -> parameters.add(customer.value()),
                ConversationRows::readIdentity);
    }

    @Override
    public List<ConversationId> ofIdentity(IdentityId identity, Instant activeSince, int limit) {
        return database.query(
                "SELECT id FROM conversation WHERE identity_id = ? AND activity_at >= ? ORDER BY id DESC LIMIT ?",
                parameters -> parameters.add(identity.value()).add(activeSince).add(limit),
                columns -> new ConversationId(columns.getLong()));
    }

    @Override
    public List<Message> messagesBefore(ConversationId id, int before, int limit) {
        List<Message> found =
                new ArrayList<>(messages(id, " AND number < ? ORDER BY number DESC LIMIT ?", before, limit));
        Collections.reverse(found);
        return found;
    }

    @Override
    public List<Message> messagesFrom(ConversationId id, int from, int limit) {
        return messages(id, " AND number >= ? ORDER BY number LIMIT ?", from, limit);
    }

    private List<Message> messages(ConversationId id, String range, int bound, int limit) {
        return database.query(
                "SELECT " + MessageRows.COLUMNS + " FROM message WHERE conversation_id = ?" + range,
                parameters -> parameters.add(id.value()).add(bound).add(limit),
                MessageRows::read);
    }

    @Override
    public Map<ConversationId, Integer> lastNumbers(Collection<ConversationId> ids) {
        record Found(ConversationId id, int number) {}
        List<ConversationId> distinct = ids.stream().distinct().toList();
        List<Found> found = database.run(connection -> Sql.queryIn(
                connection,
                NUMBERS,
                distinct,
                (parameters, id) -> parameters.add(id.value()),
                columns -> new Found(new ConversationId(columns.getLong()), columns.getInt())));
        Map<ConversationId, Integer> numbers = new HashMap<>();
        found.forEach(row -> numbers.put(row.id, row.number));
        return numbers;
    }

    @Override
    public void markRead(AgentId reader, ConversationId id, int number) {
        // Both are taken from what the conversation had when this ran: a message that comes meanwhile stays unread.
        database.update(
                "INSERT INTO agent_read (agent_id, conversation_id, number, inbound_count)"
                        + " SELECT ?, c.id, LEAST(?, c.last_number), c.inbound_count - (SELECT COUNT(*) FROM message m"
                        + " WHERE m.conversation_id = c.id AND m.number > ? AND m.author = 0 AND m.kind NOT IN ("
                        + NOT_READ + ")) FROM conversation c WHERE c.id = ?"
                        + " ON DUPLICATE KEY UPDATE"
                        + " inbound_count = IF(VALUES(number) > agent_read.number, VALUES(inbound_count),"
                        + " agent_read.inbound_count), number = GREATEST(agent_read.number, VALUES(number))",
                parameters ->
                        parameters.add(reader.value()).add(number).add(number).add(id.value()));
    }
}
