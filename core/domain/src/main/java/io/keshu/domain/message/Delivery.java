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
 * @param at when it came to stand so; null before the first attempt, and of messages delivered before this was kept
 * @param passive whether it left in the answer to the provider's own call, which providers don't count
 */
public record Delivery(
        DeliveryState state,
        @Nullable DeliveryProblem problem,
        int attempts,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant at,
        boolean passive) {

    public static final Delivery PENDING = new Delivery(DeliveryState.PENDING, null, 0, null);

    /** Of a message that leaves by a call of the hub's. */
    public Delivery(
            DeliveryState state, @Nullable DeliveryProblem problem, int attempts, @Nullable Instant nextAttemptAt) {
        this(state, problem, attempts, nextAttemptAt, null, false);
    }
}
