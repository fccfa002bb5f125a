package io.keshu.domain.autoreply;

import io.keshu.channels.api.OutboundContent;

/** What the bot decides. */
public sealed interface AutoAnswer {

    /**
     * Say this.
     *
     * @param handOver whether the customer waits for an agent all the same
     */
    record Reply(OutboundContent content, boolean handOver) implements AutoAnswer {}

    /** An agent shall answer. */
    record HandOver() implements AutoAnswer {}

    /** Nothing needs saying. */
    record Silence() implements AutoAnswer {}
}
