package io.keshu.infra.outbox;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.DeliveryProblem;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.fact.Fact;
import io.keshu.domain.message.DeliveryState;
import io.keshu.domain.outbox.DeliveryOutcome;
import io.keshu.domain.outbox.DeliveryReceipts;
import io.keshu.domain.outbox.DeliveryReceipts.Receipt;
import io.keshu.infra.conversation.MessageRows;
import io.keshu.infra.store.Codes;
import io.keshu.infra.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of {@code delivery_receipt}. Both that a message left and its receipt write the row first: the second waits there for the first
 * to commit, then sees both and changes the message.
 */
final class ReceiptWriter {

    private record Met(
            ConversationId conversation,
            int number,
            Instant at,
            DeliveryProblem.@Nullable Reason failure,
            String status,
            String traceId) {}

    /** These left. @return what the receipts say that are here already */
    Map<DeliveryOutcome, Fact> sent(Connection connection, List<DeliveryOutcome> changed) throws SQLException {
        Map<DeliveryOutcome, Fact> told = new LinkedHashMap<>();
        for (DeliveryOutcome outcome : changed) {
            @Nullable String providerId = outcome.providerMessageId();
            if (providerId != null) {
                ChannelAccountId account = outcome.item().message().to().account();
                int unused = Sql.update(
                        connection,
                        "INSERT INTO delivery_receipt (account_id, provider_id, conversation_id, number, trace_id,"
                                + " keep_until) VALUES (?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE"
                                + " conversation_id = VALUES(conversation_id), number = VALUES(number)",
                        parameters -> parameters
                                .add(account.value())
                                .addId(providerId)
                                .add(outcome.item().conversation().value())
                                .add(outcome.item().number())
                                .add(outcome.item().message().context().traceId())
                                .add(outcome.at().plus(DeliveryReceipts.KEPT_MESSAGE)));
                meet(connection, account, providerId).ifPresent(fact -> told.put(outcome, fact));
            }
        }
        return told;
    }

    /** A receipt came. */
    Optional<Fact.DeliveryEnded> told(Connection connection, Receipt receipt) throws SQLException {
        int unused = Sql.update(
                connection,
                "INSERT INTO delivery_receipt (account_id, provider_id, told_at, failure, status, trace_id, keep_until)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE told_at = VALUES(told_at),"
                        + " failure = VALUES(failure), status = VALUES(status), trace_id = VALUES(trace_id)",
                parameters -> parameters
                        .add(receipt.account().value())
                        .addId(receipt.providerMessageId())
                        .add(receipt.at())
                        .add(
                                receipt.failure() == null
                                        ? null
                                        : receipt.failure().name())
                        .add(receipt.status())
                        .add(receipt.traceId())
                        .add(receipt.at().plus(DeliveryReceipts.KEPT_RECEIPT)));
        return meet(connection, receipt.account(), receipt.providerMessageId());
    }

    private static Optional<Fact.DeliveryEnded> meet(Connection connection, ChannelAccountId account, String providerId)
            throws SQLException {
        List<Met> found = Sql.query(
                connection,
                "SELECT conversation_id, number, told_at, failure, status, trace_id FROM delivery_receipt"
                        + " WHERE account_id = ? AND provider_id = ? AND conversation_id IS NOT NULL"
                        + " AND told_at IS NOT NULL",
                parameters -> parameters.add(account.value()).addId(providerId),
                columns -> {
                    ConversationId conversation = new ConversationId(columns.getLong());
                    int number = columns.getInt();
                    Instant at = columns.getInstant();
                    @Nullable String failure = columns.optionalString();
                    return new Met(
                            conversation,
                            number,
                            at,
                            failure == null ? null : DeliveryProblem.Reason.valueOf(failure),
                            columns.getString(),
                            columns.getString());
                });
        if (found.isEmpty()) {
            return Optional.empty();
        }
        int unused = Sql.update(
                connection,
                "DELETE FROM delivery_receipt WHERE account_id = ? AND provider_id = ?",
                parameters -> parameters.add(account.value()).addId(providerId));
        return change(connection, account, found.get(0));
    }

    private static Optional<Fact.DeliveryEnded> change(Connection connection, ChannelAccountId account, Met met)
            throws SQLException {
        DeliveryProblem.@Nullable Reason failure = met.failure;
        DeliveryState state = failure == null ? DeliveryState.DELIVERED : DeliveryState.FAILED;
        @Nullable String reason = failure == null ? null : failure.name();
        int changed = Sql.update(
                connection,
                MessageRows.SET_RECEIPT,
                parameters -> parameters
                        .add(Codes.of(state))
                        .add(reason)
                        .add(failure == null ? null : met.status)
                        .add(met.at)
                        .add(met.conversation.value())
                        .add(met.number));
        return changed == 0
                ? Optional.empty()
                : Optional.of(new Fact.DeliveryEnded(
                        met.conversation, account, met.at, met.traceId, met.number, state, reason));
    }
}
