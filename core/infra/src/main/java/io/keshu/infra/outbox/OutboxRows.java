package io.keshu.infra.outbox;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.ExternalMessageId;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.OutboundMessage;
import io.keshu.channels.api.OutboundMessageId;
import io.keshu.channels.api.ReplyContext;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.message.ContentFlattener;
import io.keshu.domain.message.FlatContent;
import io.keshu.domain.outbox.OutboxItem;
import io.keshu.infra.store.Columns;
import io.keshu.infra.store.Fields;
import io.keshu.infra.store.Parameters;
import io.keshu.infra.store.SizedSql;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The rows of {@code outbox}, and of {@code passive_reply}, which keeps the same of each. */
public final class OutboxRows {

    static final int PENDING = 0;
    static final int CLAIMED = 1;
    static final int DEAD = 2;
    static final int UNKNOWN = 3;

    /** What both tables have after the message's own id, in the order in which it is read. */
    static final String BODY =
            "conversation_id, number, sequence, account_id, user_id, kind, text, fields, in_reply_to,"
                    + " trace_id, automatic, attempts, created_at, due_at, hold_until";

    static final String COLUMNS = "id, " + BODY;

    /** Inserts rows that are pending, with the parameters of {@link #bind}. */
    public static final SizedSql INSERT = SizedSql.insert("outbox", COLUMNS + ", state");

    private OutboxRows() {}

    /** Binds a new row. */
    public static void bind(Parameters parameters, OutboxItem item) throws SQLException {
        OutboundMessage message = item.message();
        FlatContent content = ContentFlattener.flatten(message.content());
        ExternalMessageId inReplyTo = message.context().inReplyTo();
        parameters
                .add(item.id())
                .add(item.conversation().value())
                .add(item.number())
                .add(item.sequence())
                .add(message.to().account().value())
                .addId(message.to().user().value())
                .add(content.kind())
                .add(content.text())
                .add(Fields.write(content.fields()))
                .addId(inReplyTo == null ? null : inReplyTo.value())
                .add(message.context().traceId())
                .add(message.context().automatic() ? 1 : 0)
                .add(item.attempts())
                .add(item.createdAt())
                .add(item.dueAt())
                .add(item.holdUntil())
                .add(PENDING);
    }

    /** Reads the id and {@link #BODY}. */
    static OutboxItem read(Columns columns) throws SQLException {
        long id = columns.getLong();
        ConversationId conversation = new ConversationId(columns.getLong());
        int number = columns.getInt();
        long sequence = columns.getLong();
        ChannelAddress to =
                new ChannelAddress(new ChannelAccountId(columns.getLong()), new ExternalUserId(columns.getId()));
        FlatContent content =
                new FlatContent(columns.getString(), columns.optionalString(), Fields.read(columns.optionalString()));
        @Nullable String inReplyTo = columns.optionalId();
        ReplyContext context = new ReplyContext(
                inReplyTo == null ? null : new ExternalMessageId(inReplyTo),
                columns.getString(),
                columns.getInt() != 0);
        int attempts = columns.getInt();
        Instant createdAt = columns.getInstant();
        Instant dueAt = columns.getInstant();
        OutboundMessage message =
                new OutboundMessage(new OutboundMessageId(id), to, ContentFlattener.restoreOutbound(content), context);
        return new OutboxItem(
                message, conversation, number, sequence, attempts, createdAt, dueAt, columns.getInstant());
    }
}
