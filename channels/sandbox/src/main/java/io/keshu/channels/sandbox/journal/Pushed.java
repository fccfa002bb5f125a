package io.keshu.channels.sandbox.journal;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A push that came to its end.
 *
 * @param at when it was due
 * @param account the account's appid
 * @param type the message's type or, for an event, its name
 * @param msgId null for events, which have none
 * @param text the message's text or the event's key, or null
 * @param copy 0 for the push itself, 1 and up for further deliveries on demand
 * @param outcome {@code acknowledged}, {@code replied} (acknowledged by a passive reply) or {@code failed}
 * @param tries in the order in which they were made
 */
public record Pushed(
        long seq,
        Instant at,
        String account,
        String openid,
        String type,
        @Nullable String msgId,
        @Nullable String text,
        int copy,
        String outcome,
        List<Try> tries)
        implements Entry {

    /**
     * One try.
     *
     * @param status HTTP status, or 0 if there was none
     * @param result {@code success}, {@code empty}, {@code reply}, or what was wrong
     * @param ms from the request to its end
     */
    public record Try(Instant at, long ms, int status, String result) {}

    public Pushed {
        tries = List.copyOf(tries);
    }

    @Override
    public String kind() {
        return "push";
    }
}
