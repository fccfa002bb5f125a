package io.keshu.channels.api;

/** Which of the company's accounts on a channel: one official account, one mailbox, one SMPP bind. */
public record ChannelAccountId(long value) {

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
