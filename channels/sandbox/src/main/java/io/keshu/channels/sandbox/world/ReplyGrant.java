package io.keshu.channels.sandbox.world;

import java.time.Duration;

/** What a follower does to be written to, and how often and how long the account then may (客服消息下发条数). */
public enum ReplyGrant {
    WROTE(5, Duration.ofDays(2)),
    CLICKED(3, Duration.ofMinutes(1)),
    SUBSCRIBED(3, Duration.ofMinutes(1)),
    SCANNED(3, Duration.ofMinutes(1)),
    /** Opened the customer service of a mini program. */
    ENTERED(2, Duration.ofMinutes(1)),
    /** As many as the account likes. */
    PAID(Integer.MAX_VALUE, Duration.ofDays(2));

    private final int messages;
    private final Duration valid;

    ReplyGrant(int messages, Duration valid) {
        this.messages = messages;
        this.valid = valid;
    }

    int messages() {
        return messages;
    }

    Duration valid() {
        return valid;
    }
}
