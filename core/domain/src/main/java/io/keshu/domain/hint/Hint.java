package io.keshu.domain.hint;

import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.lock.Lane;
import org.jspecify.annotations.Nullable;

/**
 * Says that a conversation has news. Carries no content: whoever cares reads.
 *
 * @param lastNumber the timeline reaches at least this far
 * @param touched the lowest message number whose delivery changed, 0 if none did
 * @param lane whom it is with, by her lane, if her timeline has news; null if what changed is the agents' affair only
 */
public record Hint(
        ConversationId conversation,
        int lastNumber,
        int touched,
        @Nullable Lane lane) {

    /** For agents only. */
    public Hint(ConversationId conversation, int lastNumber, int touched) {
        this(conversation, lastNumber, touched, null);
    }

    /** One hint that says what both say. */
    public Hint merge(Hint other) {
        int lowest = touched == 0 ? other.touched : other.touched == 0 ? touched : Math.min(touched, other.touched);
        return new Hint(conversation, Math.max(lastNumber, other.lastNumber), lowest, lane == null ? other.lane : lane);
    }
}
