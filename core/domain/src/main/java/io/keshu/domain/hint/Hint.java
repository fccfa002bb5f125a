package io.keshu.domain.hint;

import io.keshu.domain.conversation.ConversationId;

/**
 * Says that a conversation has news. Carries no content: whoever cares reads.
 *
 * @param lastNumber the timeline reaches at least this far
 * @param touched the lowest message number whose delivery changed, 0 if none did
 */
public record Hint(ConversationId conversation, int lastNumber, int touched) {

    /** One hint that says what both say. */
    public Hint merge(Hint other) {
        int lowest = touched == 0 ? other.touched : other.touched == 0 ? touched : Math.min(touched, other.touched);
        return new Hint(conversation, Math.max(lastNumber, other.lastNumber), lowest);
    }
}
