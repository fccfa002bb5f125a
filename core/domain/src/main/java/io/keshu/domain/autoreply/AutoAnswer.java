package io.keshu.domain.autoreply;

import io.keshu.channels.api.OutboundContent;
import java.util.List;

/** What the bot decides. */
public sealed interface AutoAnswer {

    /**
     * Say this.
     *
     * @param contents at least one message, sent in this order
     * @param handOver whether the customer waits for an agent all the same
     */
    record Reply(List<OutboundContent> contents, boolean handOver) implements AutoAnswer {

        public Reply {
            contents = List.copyOf(contents);
            if (contents.isEmpty()) {
                throw new IllegalArgumentException("A reply says something");
            }
        }

        /** A single message. */
        public Reply(OutboundContent content, boolean handOver) {
            this(List.of(content), handOver);
        }
    }

    /** An agent shall answer. */
    record HandOver() implements AutoAnswer {}

    /** Nothing needs saying. */
    record Silence() implements AutoAnswer {}
}
