package io.keshu.domain.conversation;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Where a conversation stands. The legal transitions are this one table. */
public enum ConversationState {
    /** With the bot, or with nobody because nobody asked anything yet. */
    BOT,
    /** With the agents. */
    QUEUED,
    /** Over; the customer's next message opens another. */
    CLOSED;

    private static final Map<ConversationState, Set<ConversationState>> LEGAL = new EnumMap<>(Map.of(
            BOT, EnumSet.of(QUEUED, CLOSED),
            QUEUED, EnumSet.of(CLOSED),
            CLOSED, EnumSet.noneOf(ConversationState.class)));

    public boolean mayBecome(ConversationState next) {
        return this == next || LEGAL.getOrDefault(this, Set.of()).contains(next);
    }

    public boolean open() {
        return this != CLOSED;
    }
}
