package io.keshu.domain.outbox;

import io.keshu.domain.message.Delivery;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt ended, as it is recorded.
 *
 * @param delivery what the message shows from now on; pending with a time if it is tried again
 * @param at when it ended
 * @param factBatch the id of the batch of facts that this is recorded in; outcomes recorded together share it
 * @param providerMessageId the provider's id of the message, by which its receipt comes; null if it gave none
 */
public record DeliveryOutcome(
        OutboxItem item,
        Delivery delivery,
        Instant at,
        long factBatch,
        @Nullable String providerMessageId) {

    /** Of a message that no receipt comes for. */
    public DeliveryOutcome(OutboxItem item, Delivery delivery, Instant at, long factBatch) {
        this(item, delivery, at, factBatch, null);
    }
}
