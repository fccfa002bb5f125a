package io.keshu.channels.sandbox.journal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message that reached a phone.
 *
 * @param seq counts everything in the journal
 * @param account the account's appid
 * @param msgId which of the customer's messages a passive reply answers; null for a message sent by the API
 * @param via {@code api} or {@code passive}
 */
public record Delivered(
        long seq,
        Instant at,
        String account,
        String openid,
        @Nullable String msgId,
        String text,
        String via) implements Entry {

    @Override
    public String kind() {
        return "delivered";
    }
}
