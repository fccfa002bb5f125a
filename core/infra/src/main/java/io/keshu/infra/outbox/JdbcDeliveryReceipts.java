package io.keshu.infra.outbox;

import io.keshu.domain.fact.Fact;
import io.keshu.domain.outbox.DeliveryReceipts;
import io.keshu.infra.fact.FactRows;
import io.keshu.infra.store.Database;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Receipts in {@code delivery_receipt}. */
public final class JdbcDeliveryReceipts implements DeliveryReceipts {

    private final Database database;
    private final ReceiptWriter writer = new ReceiptWriter();

    public JdbcDeliveryReceipts(Database database) {
        this.database = database;
    }

    @Override
    public List<Changed> apply(List<Receipt> receipts, long factBatch) {
        // In the order of their keys, so that two of these transactions wait for each other instead of deadlocking.
        List<Receipt> ordered = receipts.stream()
                .sorted(Comparator.comparingLong(
                                (Receipt receipt) -> receipt.account().value())
                        .thenComparing(Receipt::providerMessageId))
                .toList();
        return database.transaction(connection -> {
            List<Fact> facts = new ArrayList<>();
            List<Changed> changed = new ArrayList<>();
            for (Receipt receipt : ordered) {
                writer.told(connection, receipt).ifPresent(fact -> {
                    facts.add(fact);
                    changed.add(new Changed(fact.conversation(), fact.number()));
                });
            }
            FactRows.write(connection, factBatch, facts);
            return changed;
        });
    }

    @Override
    public int forget(Instant now, int limit) {
        return database.update(
                "DELETE FROM delivery_receipt WHERE keep_until < ? ORDER BY keep_until LIMIT ?",
                parameters -> parameters.add(now).add(limit));
    }
}
