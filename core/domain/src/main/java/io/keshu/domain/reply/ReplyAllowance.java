package io.keshu.domain.reply;

import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.ReplyPolicy.Trigger;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a customer may still be sent.
 *
 * @param pools what has not run out of time, also where no message is left in it
 * @param correction what the provider said since, if it contradicted
 * @param countedAt the time at which it was so
 */
public record ReplyAllowance(List<Pool> pools, @Nullable Correction correction, Instant countedAt) {

    public ReplyAllowance {
        pools = List.copyOf(pools);
    }

    /**
     * What one thing that the customer did allows.
     *
     * @param left how many messages; empty for any number
     * @param until exclusive
     */
    public record Pool(Trigger trigger, OptionalInt left, Instant until) {

        boolean usableAt(Instant time) {
            return time.isBefore(until) && (left.isEmpty() || left.getAsInt() > 0);
        }

        Pool withLeft(int messages) {
            return new Pool(trigger, OptionalInt.of(messages), until);
        }
    }

    /**
     * The provider refused a message.
     *
     * @param reason {@link DeliveryProblem.Reason#WINDOW_CLOSED} or {@link DeliveryProblem.Reason#REPLY_QUOTA_USED}
     */
    public record Correction(DeliveryProblem.Reason reason, String providerCode, Instant at) {}

    /** Whether a message may be sent. */
    public boolean open() {
        return pools.stream().anyMatch(pool -> pool.usableAt(countedAt));
    }
}
