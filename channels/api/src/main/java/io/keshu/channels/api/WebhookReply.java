package io.keshu.channels.api;

import org.jspecify.annotations.Nullable;

/**
 * The answer to a provider's call.
 *
 * @param outcome how the call ended, a metric's label and a log line's key
 * @param status the HTTP status
 * @param contentType of the body
 * @param body what the provider reads; not to be changed
 * @param passiveReply the message that the body carries, if it carries one: whoever writes the body reports the end to it
 */
@SuppressWarnings("ArrayRecordComponent") // written once, compared by nobody
public record WebhookReply(
        Outcome outcome,
        int status,
        String contentType,
        byte[] body,
        @Nullable PassiveReply passiveReply) {

    /** How a webhook call ended. */
    public enum Outcome {
        ACCEPTED,
        DUPLICATE,
        HANDSHAKE,
        BAD_SIGNATURE,
        WRONG_APP,
        STALE,
        BAD_ENCRYPTION,
        MALFORMED,
        WRONG_MEDIA_TYPE,
        TOO_LARGE,
        UNKNOWN_ACCOUNT,
        METHOD_NOT_ALLOWED,
        UNAVAILABLE
    }
}
