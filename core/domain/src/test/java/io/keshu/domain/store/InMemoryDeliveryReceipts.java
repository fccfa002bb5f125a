package io.keshu.domain.store;

import io.keshu.channels.api.DeliveryProblem;
import io.keshu.domain.fact.Fact;
import io.keshu.domain.message.Delivery;
import io.keshu.domain.message.DeliveryState;
import io.keshu.domain.message.Message;
import io.keshu.domain.outbox.DeliveryOutcome;
import io.keshu.domain.outbox.DeliveryReceipts;
import io.keshu.domain.store.InMemoryDatabase.ReceiptKey;
import io.keshu.domain.store.InMemoryDatabase.ReceiptRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

final class InMemoryDeliveryReceipts implements DeliveryReceipts {

    private final InMemoryDatabase database;

    InMemoryDeliveryReceipts(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public List<Changed> apply(List<Receipt> receipts, long factBatch) {
        return database.ask(() -> {
            List<Changed> changed = new ArrayList<>();
            List<Fact> facts = new ArrayList<>();
            for (Receipt receipt : receipts) {
                ReceiptKey key = new ReceiptKey(receipt.account(), receipt.providerMessageId());
                ReceiptRow row = database.receipts.get(key);
                Changed message = row == null ? null : row.message();
                database.receipts.put(
                        key, new ReceiptRow(message, receipt, receipt.at().plus(KEPT_RECEIPT)));
                meet(key).ifPresent(fact -> {
                    facts.add(fact);
                    changed.add(message);
                });
            }
            database.addFacts(factBatch, facts);
            return changed;
        });
    }

    /** A message left. @return what its receipt says, if that is here */
    Optional<Fact> sent(DeliveryOutcome outcome) {
        ReceiptKey key = new ReceiptKey(outcome.item().message().to().account(), outcome.providerMessageId());
        ReceiptRow row = database.receipts.get(key);
        Changed message =
                new Changed(outcome.item().conversation(), outcome.item().number());
        database.receipts.put(
                key,
                new ReceiptRow(
                        message,
                        row == null ? null : row.receipt(),
                        outcome.at().plus(KEPT_MESSAGE)));
        return meet(key);
    }

    private Optional<Fact> meet(ReceiptKey key) {
        ReceiptRow row = database.receipts.get(key);
        if (row.message() == null || row.receipt() == null) {
            return Optional.empty();
        }
        database.receipts.remove(key);
        TreeMap<Integer, Message> timeline =
                database.messages.getOrDefault(row.message().conversation(), new TreeMap<>());
        Message message = timeline.get(row.message().number());
        if (message == null || message.delivery() == null || message.delivery().state() != DeliveryState.ACCEPTED) {
            return Optional.empty();
        }
        Receipt receipt = row.receipt();
        Delivery before = message.delivery();
        Delivery after = new Delivery(
                receipt.failure() == null ? DeliveryState.DELIVERED : DeliveryState.FAILED,
                receipt.failure() == null ? null : new DeliveryProblem(receipt.failure(), "", receipt.status()),
                before.attempts(),
                null,
                receipt.at(),
                before.passive());
        timeline.put(message.number(), message.withDelivery(after));
        return Optional.of(new Fact.DeliveryEnded(
                message.conversation(),
                receipt.account(),
                receipt.at(),
                receipt.traceId(),
                message.number(),
                after.state(),
                receipt.failure() == null ? null : receipt.failure().name()));
    }

    @Override
    public int forget(Instant now, int limit) {
        return database.ask(() -> {
            int before = database.receipts.size();
            database.receipts.values().removeIf(row -> row.keepUntil().isBefore(now));
            return before - database.receipts.size();
        });
    }
}
