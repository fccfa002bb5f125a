package io.keshu.domain.outbox;

import io.keshu.domain.message.Delivery;
import java.time.Instant;

/**
 * How an attempt ended, as it is recorded.
 *
 * @param delivery what the message shows from now on; pending with a time if it is tried again
 * @param at when it ended
 * @param factBatch the id of the batch of facts that this is recorded in; outcomes recorded together share it
 */
public record DeliveryOutcome(OutboxItem item, Delivery delivery, Instant at, long factBatch) {}
