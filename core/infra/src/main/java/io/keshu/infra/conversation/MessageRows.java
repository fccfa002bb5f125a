package io.keshu.infra.conversation;

import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.ExternalMessageId;
import io.keshu.domain.agent.AgentId;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.message.Author;
import io.keshu.domain.message.ContentFlattener;
import io.keshu.domain.message.Delivery;
import io.keshu.domain.message.DeliveryState;
import io.keshu.domain.message.FlatContent;
import io.keshu.domain.message.Message;
import io.keshu.infra.store.Codes;
import io.keshu.infra.store.Columns;
import io.keshu.infra.store.Fields;
import io.keshu.infra.store.Parameters;
import io.keshu.infra.store.SizedSql;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The rows of {@code message}. */
public final class MessageRows {

    private static final String WRITTEN =
            "conversation_id, number, author, agent_id, kind, text, fields, created_at, client_id,"
                    + " external_id, trace_id, delivery_state, delivery_reason, delivery_code, delivery_detail, attempts,"
                    + " next_attempt_at, delivery_at, passive";

    static final String COLUMNS = WRITTEN + ", recalled";

    /** Takes a message back that stands: conversation, number. */
    static final String RECALL =
            "UPDATE message SET recalled = TRUE WHERE conversation_id = ? AND number = ? AND recalled = FALSE";

    static final SizedSql INSERT = SizedSql.insert("message", WRITTEN);

    /** For messages that {@linkplain #isReceived came in}, most of whose other columns are empty: {@link #bindReceived}. */
    static final SizedSql INSERT_RECEIVED = SizedSql.insert(
            "message",
            "conversation_id, number, author, kind, text, fields, created_at, external_id, trace_id, attempts");

    static final SizedSql INSERT_CLIENT = SizedSql.insert("message_client", "conversation_id, client_id, number");

    private static final String SET =
            "UPDATE message SET delivery_state = ?, delivery_reason = ?, delivery_code = ?, delivery_detail = ?,"
                    + " attempts = ?, next_attempt_at = ?, delivery_at = ?, passive = ? WHERE conversation_id = ? AND number = ?";

    /** Sets the delivery of a message, unless that has arrived: {@link #bindDelivery}, conversation, number. */
    public static final String SET_DELIVERY = SET + " AND delivery_state NOT IN (1, 4)";

    /** Sets the delivery of a message that the provider took, by what it tells later. */
    public static final String SET_RECEIPT = "UPDATE message SET delivery_state = ?, delivery_reason = ?,"
            + " delivery_code = '', delivery_detail = ?, delivery_at = ?"
            + " WHERE conversation_id = ? AND number = ? AND delivery_state = 1";

    /** Sets the delivery of a message that failed or is unknown. */
    static final String SET_REDELIVERY = SET + " AND delivery_state IN (2, 3)";

    private MessageRows() {}

    /** Whether no agent, browser or delivery has to do with a message. */
    static boolean isReceived(Message message) {
        return message.author().agent() == null && message.clientId() == null && message.delivery() == null;
    }

    static void bindReceived(Parameters parameters, Message message) throws SQLException {
        FlatContent content = ContentFlattener.flatten(message.content());
        @Nullable ExternalMessageId external = message.externalId();
        parameters
                .add(message.conversation().value())
                .add(message.number())
                .add(Codes.of(message.author().kind()))
                .add(content.kind())
                .add(content.text())
                .add(Fields.write(content.fields()))
                .add(message.createdAt())
                .addId(external == null ? null : external.value())
                .add(message.traceId())
                .add(0);
    }

    static void bind(Parameters parameters, Message message) throws SQLException {
        FlatContent content = ContentFlattener.flatten(message.content());
        @Nullable AgentId agent = message.author().agent();
        @Nullable ExternalMessageId external = message.externalId();
        parameters
                .add(message.conversation().value())
                .add(message.number())
                .add(Codes.of(message.author().kind()));
        if (agent == null) {
            parameters.addNull();
        } else {
            parameters.add(agent.value());
        }
        parameters
                .add(content.kind())
                .add(content.text())
                .add(Fields.write(content.fields()))
                .add(message.createdAt())
                .addId(message.clientId())
                .addId(external == null ? null : external.value())
                .add(message.traceId());
        @Nullable Delivery delivery = message.delivery();
        if (delivery == null) {
            parameters
                    .addNull()
                    .addNull()
                    .addNull()
                    .addNull()
                    .add(0)
                    .addNull()
                    .addNull()
                    .add(false);
        } else {
            bindDelivery(parameters, delivery);
        }
    }

    static void bindClient(Parameters parameters, Message message) throws SQLException {
        parameters.add(message.conversation().value()).addId(message.clientId()).add(message.number());
    }

    /** Binds the columns that tell how far a message has come. */
    public static void bindDelivery(Parameters parameters, Delivery delivery) throws SQLException {
        @Nullable DeliveryProblem problem = delivery.problem();
        parameters
                .add(Codes.of(delivery.state()))
                .add(problem == null ? null : problem.reason().name())
                .add(problem == null ? null : problem.providerCode())
                .add(problem == null ? null : problem.detail())
                .add(delivery.attempts())
                .add(delivery.nextAttemptAt())
                .add(delivery.at())
                .add(delivery.passive());
    }

    /** Binds {@link #SET_REDELIVERY}. */
    static void bindRedelivery(Parameters parameters, Message message) throws SQLException {
        @Nullable Delivery delivery = message.delivery();
        bindDelivery(parameters, delivery == null ? Delivery.PENDING : delivery);
        parameters.add(message.conversation().value()).add(message.number());
    }

    /** Reads {@link #COLUMNS}. */
    static Message read(Columns columns) throws SQLException {
        ConversationId conversation = new ConversationId(columns.getLong());
        int number = columns.getInt();
        Author.Kind kind = Codes.constant(Author.Kind.class, columns.getInt());
        @Nullable Long agent = columns.optionalLong();
        Author author = new Author(kind, agent == null ? null : new AgentId(agent));
        FlatContent content =
                new FlatContent(columns.getString(), columns.optionalString(), Fields.read(columns.optionalString()));
        Instant createdAt = columns.getInstant();
        @Nullable String clientId = columns.optionalId();
        @Nullable String external = columns.optionalId();
        String traceId = columns.getString();
        return new Message(
                conversation,
                number,
                author,
                ContentFlattener.restore(kind, content),
                createdAt,
                clientId,
                external == null ? null : new ExternalMessageId(external),
                traceId,
                readDelivery(columns),
                columns.getBoolean());
    }

    private static @Nullable Delivery readDelivery(Columns columns) throws SQLException {
        @Nullable Integer state = columns.optionalInt();
        @Nullable String reason = columns.optionalString();
        @Nullable String code = columns.optionalString();
        @Nullable String detail = columns.optionalString();
        int attempts = columns.getInt();
        @Nullable Instant next = columns.optionalInstant();
        @Nullable Instant at = columns.optionalInstant();
        boolean passive = columns.getBoolean();
        if (state == null) {
            return null;
        }
        DeliveryProblem problem = reason == null
                ? null
                : new DeliveryProblem(
                        DeliveryProblem.Reason.valueOf(reason), code == null ? "" : code, detail == null ? "" : detail);
        return new Delivery(Codes.constant(DeliveryState.class, state), problem, attempts, next, at, passive);
    }
}
