package io.keshu.infra.outbox;

import io.keshu.channels.api.DeliveryProblem;
import io.keshu.domain.fact.Fact;
import io.keshu.domain.message.Delivery;
import io.keshu.domain.message.DeliveryState;
import io.keshu.domain.outbox.DeliveryOutcome;
import io.keshu.domain.outbox.OutboxItem;
import io.keshu.infra.conversation.MessageRows;
import io.keshu.infra.fact.FactRows;
import io.keshu.infra.store.Parameters;
import io.keshu.infra.store.SizedSql;
import io.keshu.infra.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes how attempts ended: the message, the outbox row and the facts. */
final class DeliveryWriter {

    private static final SizedSql DELETE_CLAIMED = SizedSql.in("DELETE FROM outbox WHERE state = 1 AND id", "");

    private final ReceiptWriter receipts = new ReceiptWriter();

    private static final Comparator<DeliveryOutcome> BY_MESSAGE = Comparator.comparingLong(
                    (DeliveryOutcome outcome) -> outcome.item().conversation().value())
            .thenComparingInt(outcome -> outcome.item().number());

    /** In the order of messages, so that two of these transactions wait for each other instead of deadlocking. */
    List<DeliveryOutcome> write(Connection connection, List<DeliveryOutcome> outcomes) throws SQLException {
        outcomes.sort(BY_MESSAGE);
        List<DeliveryOutcome> accepted = outcomes.stream()
                .filter(outcome -> outcome.delivery().state() == DeliveryState.ACCEPTED)
                .toList();
        List<DeliveryOutcome> changed = new ArrayList<>(writeAccepted(connection, accepted));
        for (DeliveryOutcome outcome : outcomes) {
            if (outcome.delivery().state() != DeliveryState.ACCEPTED && writeOther(connection, outcome)) {
                changed.add(outcome);
            }
        }
        writeFacts(connection, changed, receipts.sent(connection, changed));
        return changed;
    }

    /** Accepted is final and better knowledge than anything: it is written whoever holds the row by now. */
    private static List<DeliveryOutcome> writeAccepted(Connection connection, List<DeliveryOutcome> outcomes)
            throws SQLException {
        if (outcomes.isEmpty()) {
            return List.of();
        }
        int[] counts = Sql.forEach(connection, MessageRows.SET_DELIVERY, outcomes, DeliveryWriter::bindMessage);
        int deleted = Sql.forRows(
                connection,
                DELETE_CLAIMED,
                outcomes,
                (parameters, outcome) -> parameters.add(outcome.item().id()));
        if (deleted < outcomes.size()) {
            // Some claim was taken for lost meanwhile. What is left of these messages need not go out once more.
            Sql.forEach(
                    connection,
                    "DELETE FROM outbox WHERE conversation_id = ? AND state IN (0, 2, 3) AND number = ?",
                    outcomes,
                    (parameters, outcome) -> parameters
                            .add(outcome.item().conversation().value())
                            .add(outcome.item().number()));
        }
        List<DeliveryOutcome> changed = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                changed.add(outcomes.get(i));
            }
        }
        return changed;
    }

    private static boolean writeOther(Connection connection, DeliveryOutcome outcome) throws SQLException {
        OutboxItem item = outcome.item();
        Delivery delivery = outcome.delivery();
        @Nullable Instant next = delivery.nextAttemptAt();
        int current = Sql.update(
                connection,
                "UPDATE outbox SET state = ?, attempts = ?, due_at = ?, claimed_by = NULL, claimed_at = NULL,"
                        + " claim_token = NULL, in_flight_conversation_id = NULL"
                        + " WHERE id = ? AND state = 1 AND attempts = ?",
                parameters -> parameters
                        .add(rowState(delivery.state()))
                        .add(delivery.attempts())
                        .add(next == null ? item.dueAt() : next)
                        .add(item.id())
                        .add(item.attempts()));
        if (current == 0) {
            return false;
        }
        int written = Sql.update(connection, MessageRows.SET_DELIVERY, parameters -> bindMessage(parameters, outcome));
        if (written == 0) {
            // An earlier attempt arrived after all.
            Sql.update(connection, "DELETE FROM outbox WHERE id = ?", parameters -> parameters.add(item.id()));
        }
        return written > 0;
    }

    private static int rowState(DeliveryState state) {
        return switch (state) {
            case PENDING -> OutboxRows.PENDING;
            case FAILED -> OutboxRows.DEAD;
            case UNKNOWN -> OutboxRows.UNKNOWN;
            case ACCEPTED, DELIVERED -> throw new IllegalArgumentException("An accepted row is deleted");
        };
    }

    private static void bindMessage(Parameters parameters, DeliveryOutcome outcome) throws SQLException {
        MessageRows.bindDelivery(parameters, outcome.delivery());
        parameters.add(outcome.item().conversation().value()).add(outcome.item().number());
    }

    private static void writeFacts(
            Connection connection, List<DeliveryOutcome> changed, Map<DeliveryOutcome, Fact> told) throws SQLException {
        Map<Long, List<Fact>> batches = new TreeMap<>();
        for (DeliveryOutcome outcome : changed) {
            batches.computeIfAbsent(outcome.factBatch(), batch -> new ArrayList<>())
                    .add(fact(outcome));
        }
        told.forEach((outcome, fact) -> batches.computeIfAbsent(outcome.factBatch(), batch -> new ArrayList<>())
                .add(fact));
        for (Map.Entry<Long, List<Fact>> batch : batches.entrySet()) {
            FactRows.write(connection, batch.getKey(), batch.getValue());
        }
    }

    private static Fact fact(DeliveryOutcome outcome) {
        OutboxItem item = outcome.item();
        @Nullable DeliveryProblem problem = outcome.delivery().problem();
        return new Fact.DeliveryEnded(
                item.conversation(),
                item.message().to().account(),
                outcome.at(),
                item.message().context().traceId(),
                item.number(),
                outcome.delivery().state(),
                problem == null ? null : problem.reason().name());
    }
}
