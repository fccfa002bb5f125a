package io.keshu.channels.sandbox.fault;

import org.jspecify.annotations.Nullable;

/**
 * How calls of the API go wrong.
 *
 * @param account the appid of the account whose calls it concerns; null for all, and for calls that show no account
 * @param path such as {@code /cgi-bin/message/custom/send}; null for all
 * @param answer what the caller gets
 * @param errcode of {@link Answer#ERRCODE}
 * @param status of {@link Answer#STATUS}
 * @param delayMs how long the answer is held back, whatever it is
 * @param when whether the call is acted upon before its answer is spoilt
 * @param count for how many calls it holds; negative until it is cleared
 * @param every 1 for each call, 10 for each tenth
 */
public record ApiFault(
        @Nullable String account,
        @Nullable String path,
        Answer answer,
        int errcode,
        int status,
        long delayMs,
        When when,
        int count,
        int every) {

    /** What the caller gets. */
    public enum Answer {
        /** The right answer; only a delay makes it a fault. */
        RIGHT,
        /** WeChat's JSON with {@code errcode}. */
        ERRCODE,
        /** An HTTP status with an HTML page. */
        STATUS,
        /** Status 200 and something that is not JSON. */
        GARBAGE,
        /** Status 200 and a JSON object that says nothing. */
        BARE,
        /** Status 200 and nothing. */
        EMPTY,
        /** Status 200 and half of the right answer. */
        TRUNCATED,
        /** The connection is closed. */
        CUT,
        /** Nothing at all, while the connection stays open. */
        HANG
    }

    /** When it goes wrong. */
    public enum When {
        /** The call has no effect. */
        BEFORE,
        /** The call has its effect, and only the answer is wrong. */
        AFTER
    }

    /** @throws IllegalArgumentException if a number makes no sense */
    public ApiFault {
        if (every < 1) {
            throw new IllegalArgumentException("every must be at least 1");
        }
        if (count == 0) {
            throw new IllegalArgumentException("count must not be 0");
        }
        if (delayMs < 0 || delayMs > 600_000) {
            throw new IllegalArgumentException("delayMs must be from 0 to 600000");
        }
        if (answer == Answer.ERRCODE && errcode == 0) {
            throw new IllegalArgumentException("errcode must not be 0");
        }
        if (answer == Answer.STATUS && (status < 300 || status > 599)) {
            throw new IllegalArgumentException("status must be from 300 to 599");
        }
    }

    /** In a few words, for the log. */
    public String describe() {
        String what = switch (answer) {
            case ERRCODE -> "errcode " + errcode;
            case STATUS -> "HTTP " + status;
            case RIGHT -> "slow";
            default -> answer.name().toLowerCase(java.util.Locale.ROOT);
        };
        return what
                + (delayMs > 0 ? " after " + delayMs + " ms" : "")
                + (when == When.AFTER && answer != Answer.RIGHT ? ", acted" : "");
    }
}
