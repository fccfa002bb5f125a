package io.keshu.infra.inbound;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ExternalMessageId;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.InboundEnvelope;
import io.keshu.domain.inbound.WaitingInbound;
import io.keshu.domain.lock.Lane;
import io.keshu.domain.message.ContentFlattener;
import io.keshu.domain.message.FlatContent;
import io.keshu.infra.store.Columns;
import io.keshu.infra.store.Fields;
import io.keshu.infra.store.Parameters;
import io.keshu.infra.store.Sql;
import io.keshu.infra.store.StoreErrors;
import java.sql.Connection;
import java.sql.SQLException;

/** The rows of {@code inbound}. */
public final class InboundRows {

    /** All columns, in the order in which they are bound and read. */
    public static final String COLUMNS =
            "id, lane, account_id, external_id, user_id, sent_at, received_at, kind, text, fields, raw, trace_id";

    private InboundRows() {}

    static void bind(Parameters parameters, WaitingInbound row) throws SQLException {
        InboundEnvelope envelope = row.envelope();
        FlatContent content = ContentFlattener.flatten(envelope.content());
        parameters
                .add(row.id())
                .add(row.lane().value())
                .add(envelope.account().value())
                .addId(envelope.id().value())
                .addId(envelope.user().value())
                .add(envelope.sentAt())
                .add(row.receivedAt())
                .add(content.kind())
                .add(content.text())
                .add(Fields.write(content.fields()))
                .add(envelope.raw())
                .add(row.traceId());
    }

    /** Reads {@link #COLUMNS}. */
    public static WaitingInbound read(Columns columns) throws SQLException {
        long id = columns.getLong();
        Lane lane = new Lane(columns.getLong());
        ChannelAccountId account = new ChannelAccountId(columns.getLong());
        ExternalMessageId external = new ExternalMessageId(columns.getId());
        ExternalUserId user = new ExternalUserId(columns.getId());
        var sentAt = columns.getInstant();
        var receivedAt = columns.getInstant();
        FlatContent content =
                new FlatContent(columns.getString(), columns.optionalString(), Fields.read(columns.optionalString()));
        InboundEnvelope envelope = new InboundEnvelope(
                account, external, user, sentAt, ContentFlattener.restoreInbound(content), columns.getString());
        return new WaitingInbound(id, lane, envelope, columns.getString(), receivedAt);
    }

    /**
     * Moves a row between the queue and what is set aside. Copying waits for nobody, so that whoever takes the row away meanwhile is seen
     * by the deletion alone: the copy must then not stay, or the message would come twice.
     *
     * @return false if it was not there, or somebody else was faster; the transaction is then to be rolled back
     */
    static boolean move(Connection connection, String copy, Sql.Filler filler, String delete, long id)
            throws SQLException {
        try {
            return Sql.update(connection, copy, filler) == 1
                    && Sql.update(connection, delete, parameters -> parameters.add(id)) == 1;
        } catch (SQLException e) {
            if (StoreErrors.isDuplicateKey(e)) {
                return false;
            }
            throw e;
        }
    }
}
