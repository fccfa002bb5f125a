package io.keshu.infra.conversation;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.ExternalMessageId;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.domain.agent.AgentGroupId;
import io.keshu.domain.conversation.Conversation;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.conversation.ConversationState;
import io.keshu.domain.conversation.LaneChange.ConversationWrite;
import io.keshu.domain.conversation.Preview;
import io.keshu.domain.customer.Customer;
import io.keshu.domain.customer.CustomerId;
import io.keshu.domain.customer.Identity;
import io.keshu.domain.customer.IdentityId;
import io.keshu.domain.message.Author;
import io.keshu.infra.store.Codes;
import io.keshu.infra.store.Columns;
import io.keshu.infra.store.Parameters;
import io.keshu.infra.store.SizedSql;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows of {@code conversation}, {@code identity} and {@code customer}. */
final class ConversationRows {

    static final String COLUMNS = "c.id, c.customer_id, c.identity_id, c.version, c.state, c.last_number,"
            + " c.inbound_count, c.bot_replies, c.opened_at, c.activity_at, c.waiting_since, c.bot_since,"
            + " c.group_id, c.last_inbound, c.preview_author, c.preview_kind, c.preview_text";

    static final String IDENTITY_COLUMNS = "i.id, i.customer_id, i.account_id, i.user_id, i.first_seen_at";

    static final SizedSql INSERT = SizedSql.insert(
            "conversation",
            "version, state, open_identity_id, last_number, inbound_count, bot_replies, activity_at, waiting_since,"
                    + " bot_since, group_id, last_inbound, preview_author, preview_kind, preview_text, list_rank, id,"
                    + " customer_id, identity_id, opened_at");

    private static final List<String> HEAD = List.of(
            "version",
            "state",
            "open_identity_id",
            "last_number",
            "inbound_count",
            "bot_replies",
            "activity_at",
            "waiting_since",
            "bot_since",
            "group_id",
            "last_inbound",
            "preview_author",
            "preview_kind",
            "preview_text",
            "list_rank");

    /** Said to be a number, since a server that knows no type for it when it prepares the statement may compare it as text. */
    private static final String NUMBER = "CAST(? AS SIGNED)";

    /** Many heads in one statement: the server spends half the time on them that it would on as many statements. */
    static final SizedSql UPDATE = new SizedSql(
            "UPDATE (SELECT ",
            "? AS " + String.join(", ? AS ", HEAD) + ", " + NUMBER + " AS id, " + NUMBER + " AS expected",
            " UNION ALL SELECT " + "?,".repeat(HEAD.size()) + NUMBER + "," + NUMBER,
            ") n STRAIGHT_JOIN conversation c ON c.id = n.id AND c.version = n.expected SET "
                    + HEAD.stream()
                            .map(column -> "c." + column + " = n." + column)
                            .collect(Collectors.joining(", ")));

    static final SizedSql INSERT_IDENTITY =
            SizedSql.insert("identity", "id, customer_id, account_id, user_id, lane, first_seen_at");

    static final SizedSql INSERT_CUSTOMER = SizedSql.insert("customer", "id, name, first_seen_at");

    /** Ranks of conversations in which nobody waits lie above all others, the latest activity first. */
    private static final long NOBODY_WAITS = 4_000_000_000_000_000_000L;

    private ConversationRows() {}

    private static void bindHead(Parameters parameters, Conversation head) throws SQLException {
        parameters.add(head.version()).add(Codes.of(head.state()));
        if (head.state().open()) {
            parameters.add(head.identity().value());
        } else {
            parameters.addNull();
        }
        @Nullable ExternalMessageId lastInbound = head.lastInbound();
        parameters
                .add(head.lastNumber())
                .add(head.inboundCount())
                .add(head.botReplies())
                .add(head.activityAt())
                .add(head.waitingSince())
                .add(head.botSince());
        @Nullable AgentGroupId group = head.group();
        if (group == null) {
            parameters.addNull();
        } else {
            parameters.add(group.value());
        }
        parameters
                .addId(lastInbound == null ? null : lastInbound.value())
                .add(Codes.of(head.preview().author()))
                .add(head.preview().kind())
                .add(head.preview().text())
                .add(rank(head))
                .add(head.id().value());
    }

    static void bindNew(Parameters parameters, ConversationWrite write) throws SQLException {
        Conversation head = write.after();
        bindHead(parameters, head);
        parameters.add(head.customer().value()).add(head.identity().value()).add(head.openedAt());
    }

    static void bindUpdate(Parameters parameters, ConversationWrite write) throws SQLException {
        bindHead(parameters, write.after());
        parameters.add(write.expectedVersion());
    }

    /** Where a conversation stands in a list that is read in ascending order. */
    static long rank(Conversation head) {
        @Nullable Instant waiting = head.waitingSince();
        return waiting != null ? rank(waiting) : NOBODY_WAITS - micros(head.activityAt());
    }

    /** Where a conversation stands whose customer has waited since then. */
    static long rank(Instant waitingSince) {
        return micros(waitingSince);
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    static void bindIdentity(Parameters parameters, Identity identity) throws SQLException {
        parameters
                .add(identity.id().value())
                .add(identity.customer().value())
                .add(identity.address().account().value())
                .addId(identity.address().user().value())
                .add(identity.lane().value())
                .add(identity.firstSeenAt());
    }

    static void bindCustomer(Parameters parameters, Customer customer) throws SQLException {
        parameters.add(customer.id().value()).add(customer.name()).add(customer.firstSeenAt());
    }

    /** Reads {@link #IDENTITY_COLUMNS}. */
    static Identity readIdentity(Columns columns) throws SQLException {
        IdentityId id = new IdentityId(columns.getLong());
        CustomerId customer = new CustomerId(columns.getLong());
        ChannelAddress address =
                new ChannelAddress(new ChannelAccountId(columns.getLong()), new ExternalUserId(columns.getId()));
        return new Identity(id, customer, address, columns.getInstant());
    }

    /** Reads {@link #COLUMNS}, which are there. */
    static Conversation read(Columns columns) throws SQLException {
        Conversation found = readOptional(columns);
        if (found == null) {
            throw new SQLException("The conversation is missing");
        }
        return found;
    }

    /** Reads {@link #COLUMNS} of an outer join. */
    static @Nullable Conversation readOptional(Columns columns) throws SQLException {
        @Nullable Long id = columns.optionalLong();
        if (id == null) {
            return null;
        }
        CustomerId customer = new CustomerId(columns.getLong());
        IdentityId identity = new IdentityId(columns.getLong());
        long version = columns.getLong();
        ConversationState state = Codes.constant(ConversationState.class, columns.getInt());
        int lastNumber = columns.getInt();
        int inboundCount = columns.getInt();
        int botReplies = columns.getInt();
        Instant openedAt = columns.getInstant();
        Instant activityAt = columns.getInstant();
        @Nullable Instant waitingSince = columns.optionalInstant();
        @Nullable Instant botSince = columns.optionalInstant();
        @Nullable Long group = columns.optionalLong();
        @Nullable String lastInbound = columns.optionalId();
        Preview preview = new Preview(
                Codes.constant(Author.Kind.class, columns.getInt()), columns.getString(), columns.getString());
        return new Conversation(
                new ConversationId(id),
                customer,
                identity,
                version,
                state,
                lastNumber,
                inboundCount,
                botReplies,
                openedAt,
                activityAt,
                waitingSince,
                botSince,
                group == null ? null : new AgentGroupId(group),
                lastInbound == null ? null : new ExternalMessageId(lastInbound),
                preview);
    }
}
