package io.keshu.domain.message;

import io.keshu.channels.api.DeliveryProblem;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a message to the customer has come.
 *
 * @param problem why it failed, is unknown, or is tried again
 * @param attempts how many were made
 * @param nextAttemptAt when it is tried again, while it waits for that
 */
public record Delivery(
        DeliveryState state,
        @Nullable DeliveryProblem problem,
        int attempts,
        @Nullable Instant nextAttemptAt) {

    public static final Delivery PENDING = new Delivery(DeliveryState.PENDING, null, 0, null);
}
