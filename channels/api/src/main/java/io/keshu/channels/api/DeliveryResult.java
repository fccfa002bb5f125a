package io.keshu.channels.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How one attempt to deliver ended. A channel returns one of these for every outcome it can foresee; it doesn't throw. */
public sealed interface DeliveryResult {

    /**
     * The provider took the message.
     *
     * @param providerMessageId the provider's id, for matching later receipts, if it gives one
     */
    record Accepted(@Nullable String providerMessageId) implements DeliveryResult {}

    /** The provider refuses this message or this account; trying again changes nothing until somebody mends the cause. */
    record Rejected(DeliveryProblem problem) implements DeliveryResult {}

    /**
     * Nothing was delivered and a later attempt may succeed.
     *
     * @param after how long to wait at least; zero leaves the wait to the hub's back-off
     */
    record RetryLater(Duration after, DeliveryProblem problem) implements DeliveryResult {
        public RetryLater {
            if (after.isNegative()) {
                throw new IllegalArgumentException("A delay can't be negative: " + after);
            }
        }
    }

    /** This customer can't be reached on this channel now: window closed, not following, refused. */
    record Unreachable(DeliveryProblem problem) implements DeliveryResult {}

    /** The request may have reached the provider and its answer is not known; the message may have arrived. */
    record Unknown(DeliveryProblem problem) implements DeliveryResult {}
}
