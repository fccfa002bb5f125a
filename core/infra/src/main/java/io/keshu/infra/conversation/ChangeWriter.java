package io.keshu.infra.conversation;

import io.keshu.domain.conversation.LaneChange;
import io.keshu.domain.conversation.LaneChange.ConversationWrite;
import io.keshu.domain.fact.Fact;
import io.keshu.domain.message.Message;
import io.keshu.domain.message.MessageContent;
import io.keshu.domain.store.KeyTakenException;
import io.keshu.domain.store.StaleVersionException;
import io.keshu.infra.erasure.ErasureRows;
import io.keshu.infra.fact.FactRows;
import io.keshu.infra.outbox.OutboxRows;
import io.keshu.infra.store.SizedSql;
import io.keshu.infra.store.Sql;
import io.keshu.infra.store.StoreErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Writes the changes of many lanes in a few statements, and checks that each found what its change rests on. */
final class ChangeWriter {

    /** By the primary key, come what may: over a short table the server would rather scan, and wait for rows that are being accepted. */
    private static final SizedSql FINISH = SizedSql.in("DELETE i FROM inbound i FORCE INDEX (PRIMARY) WHERE i.id", "");

    void write(Connection connection, List<LaneChange> changes, long factBatch) throws SQLException {
        finishInbound(connection, all(changes, LaneChange::finished));
        ErasureRows.write(connection, all(changes, LaneChange::retired), all(changes, LaneChange::erasures));
        Sql.forRows(
                connection,
                ConversationRows.INSERT_CUSTOMER,
                all(changes, LaneChange::customers),
                ConversationRows::bindCustomer);
        Sql.forRows(
                connection,
                ConversationRows.INSERT_IDENTITY,
                all(changes, LaneChange::identities),
                ConversationRows::bindIdentity);
        writeHeads(connection, all(changes, LaneChange::conversations));
        writeMessages(connection, all(changes, LaneChange::messages));
        recall(connection, changes);
        redeliver(connection, all(changes, LaneChange::redeliveries));
        Sql.forRows(connection, OutboxRows.INSERT, all(changes, LaneChange::outbox), OutboxRows::bind);
        List<Fact> facts = all(changes, LaneChange::facts);
        FactRows.write(connection, factBatch, facts);
    }

    private static <T> List<T> all(List<LaneChange> changes, Function<LaneChange, List<T>> part) {
        return changes.size() == 1
                ? part.apply(changes.get(0))
                : changes.stream().map(part).flatMap(Collection::stream).toList();
    }

    private static void finishInbound(Connection connection, List<Long> ids) throws SQLException {
        List<Long> ordered = ids.stream().sorted().toList();
        int deleted = Sql.forRows(connection, FINISH, ordered, (parameters, id) -> parameters.add((long) id));
        if (deleted != ids.size()) {
            throw new StaleVersionException("Of " + ids.size() + " inbound rows " + deleted + " were there");
        }
    }

    private static void writeHeads(Connection connection, List<ConversationWrite> writes) throws SQLException {
        List<ConversationWrite> fresh =
                writes.stream().filter(ConversationWrite::isNew).toList();
        Sql.forRows(connection, ConversationRows.INSERT, fresh, ConversationRows::bindNew);
        List<ConversationWrite> known = writes.stream()
                .filter(write -> !write.isNew())
                .sorted(Comparator.comparingLong(write -> write.after().id().value()))
                .toList();
        int matched = Sql.forRows(connection, ConversationRows.UPDATE, known, ConversationRows::bindUpdate);
        if (matched != known.size()) {
            throw new StaleVersionException(
                    "Of " + known.size() + " conversations " + matched + " were at the version that was read");
        }
    }

    private static void writeMessages(Connection connection, List<Message> messages) throws SQLException {
        List<Message> received =
                messages.stream().filter(MessageRows::isReceived).toList();
        Sql.forRows(connection, MessageRows.INSERT_RECEIVED, received, MessageRows::bindReceived);
        List<Message> others = messages.stream()
                .filter(message -> !MessageRows.isReceived(message))
                .toList();
        Sql.forRows(connection, MessageRows.INSERT, others, MessageRows::bind);
        List<Message> fromClients =
                messages.stream().filter(message -> message.clientId() != null).toList();
        try {
            Sql.forRows(connection, MessageRows.INSERT_CLIENT, fromClients, MessageRows::bindClient);
        } catch (SQLException e) {
            if (StoreErrors.isDuplicateKey(e)) {
                throw new KeyTakenException("A message with this client id is there", e);
            }
            throw e;
        }
    }

    private static void recall(Connection connection, List<LaneChange> changes) throws SQLException {
        List<Message> events = changes.stream()
                .flatMap(change -> change.messages().stream())
                .filter(message -> message.content() instanceof MessageContent.Recalled)
                .toList();
        int[] counts = Sql.forEach(
                connection,
                MessageRows.RECALL,
                events,
                (parameters, event) -> parameters
                        .add(event.conversation().value())
                        .add(((MessageContent.Recalled) event.content()).number()));
        for (int count : counts) {
            if (count != 1) {
                throw new StaleVersionException("A message has been taken back already");
            }
        }
    }

    private static void redeliver(Connection connection, List<Message> messages) throws SQLException {
        int[] counts = Sql.forEach(connection, MessageRows.SET_REDELIVERY, messages, MessageRows::bindRedelivery);
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] != 1) {
                Message message = messages.get(i);
                throw new StaleVersionException("Message " + message.number() + " of conversation "
                        + message.conversation() + " has neither failed nor become unknown");
            }
        }
        Sql.forEach(
                connection,
                "DELETE FROM outbox WHERE conversation_id = ? AND state IN (2, 3) AND number = ?",
                messages,
                (parameters, message) ->
                        parameters.add(message.conversation().value()).add(message.number()));
    }
}
