package io.keshu.channels.api;

/** The hub's id of one outbound message: the idempotency key for providers that take one. */
public record OutboundMessageId(long value) {

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
