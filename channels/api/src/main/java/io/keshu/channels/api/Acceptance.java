package io.keshu.channels.api;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** The hub's word that a message is durable. */
public interface Acceptance {

    /** Whether this delivery of the message was the first that was stored. */
    enum Kind {
        NEW,
        DUPLICATE
    }

    Kind kind();

    /**
     * An automatic answer that is ready within the deadline and may leave as the body of the webhook's answer. It takes time only
     * where such an answer is due; otherwise it is known at once that there is none. A message that comes of it is claimed: nobody
     * else sends it, and the caller reports the end through {@link PassiveReply}. A provider's re-delivery of the same message gets
     * the same answer on any node.
     *
     * @param writable whether the channel could write this into its answer at once; what it can't is not claimed and leaves as any
     *     other message does
     */
    CompletionStage<Optional<PassiveReply>> replyWithin(Duration deadline, Predicate<OutboundContent> writable);
}
