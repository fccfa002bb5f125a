package io.keshu.domain.outbox;

import io.keshu.channels.api.InboundContent;
import io.keshu.domain.hint.Hint;
import io.keshu.domain.hint.HintBus;
import io.keshu.domain.id.IdGenerator;
import io.keshu.domain.inbound.WaitingInbound;
import io.keshu.domain.outbox.DeliveryReceipts.Receipt;
import io.keshu.domain.store.RefusedByStoreException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the receipts among what arrived to the messages that they are about, before their rows are finished. */
public final class ReceiptTaker {

    private static final int FORGOTTEN_AT_ONCE = 500;
    private static final Logger log = LoggerFactory.getLogger(ReceiptTaker.class);

    private final DeliveryReceipts receipts;
    private final HintBus hints;
    private final IdGenerator ids;
    private final Clock clock;

    public ReceiptTaker(DeliveryReceipts receipts, HintBus hints, IdGenerator ids, Clock clock) {
        this.receipts = receipts;
        this.hints = hints;
        this.ids = ids;
        this.clock = clock;
    }

    /** Costs nothing where there are no receipts. Taken twice they change nothing the second time. */
    public void take(List<WaitingInbound> rows) {
        List<Receipt> found = new ArrayList<>();
        for (WaitingInbound row : rows) {
            if (row.envelope().content() instanceof InboundContent.DeliveryReceipt receipt) {
                found.add(new Receipt(
                        row.envelope().account(),
                        receipt.providerMessageId(),
                        receipt.failure(),
                        receipt.status(),
                        row.receivedAt(),
                        row.traceId()));
            }
        }
        if (!found.isEmpty()) {
            apply(found);
        }
    }

    private void apply(List<Receipt> found) {
        try {
            hints.publish(receipts.apply(found, ids.next()).stream()
                    .map(changed -> new Hint(changed.conversation(), changed.number(), changed.number()))
                    .toList());
        } catch (RefusedByStoreException e) {
            if (found.size() > 1) {
                found.forEach(one -> apply(List.of(one)));
                return;
            }
            // Nothing that we sent has such an id.
            log.warn(
                    "event=receipt_refused account={} traceId={} detail=\"{}\"",
                    found.get(0).account(),
                    found.get(0).traceId(),
                    e.getMessage());
        }
    }

    /** To be called every few minutes. */
    public void sweep() {
        int gone = receipts.forget(clock.instant(), FORGOTTEN_AT_ONCE);
        log.debug("event=receipts_forgotten rows={}", gone);
    }
}
