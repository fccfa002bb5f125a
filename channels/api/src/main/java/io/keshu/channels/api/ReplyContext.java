package io.keshu.channels.api;

import org.jspecify.annotations.Nullable;

/**
 * What an outbound message answers and how to follow it through the logs.
 *
 * @param inReplyTo the customer's latest message when this one was written, if there was one
 * @param traceId the id that all log lines about this message carry
 * @param automatic whether nobody wrote it: where a machine might answer, it has to be told
 */
public record ReplyContext(@Nullable ExternalMessageId inReplyTo, String traceId, boolean automatic) {

    /** Of what a person wrote. */
    public ReplyContext(@Nullable ExternalMessageId inReplyTo, String traceId) {
        this(inReplyTo, traceId, false);
    }
}
