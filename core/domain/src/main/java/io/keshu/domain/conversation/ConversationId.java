package io.keshu.domain.conversation;

/** One conversation, from its first message to its close. */
public record ConversationId(long value) {

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
