package io.keshu.bot;

import io.keshu.domain.conversation.ConversationId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps the bot from answering a machine, or a flood: no conversation gets more than {@link #MOST} automatic answers in a minute.
 * What comes beyond goes to the agents, whom a machine can't provoke. Each node counts for itself. Thread-safe.
 */
final class AnswerGuard {

    static final int MOST = 5;
    private static final Duration SPAN = Duration.ofMinutes(1);

    /** Conversations that are remembered, the latest first. */
    private static final int REMEMBERED = 20_000;

    private final Map<ConversationId, Deque<Instant>> answered = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ConversationId, Deque<Instant>> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** Whether the conversation may be answered now; counts the answer if so. */
    synchronized boolean allow(ConversationId conversation, Instant now) {
        Deque<Instant> times = answered.computeIfAbsent(conversation, unknown -> new ArrayDeque<>());
        while (!times.isEmpty() && !times.getFirst().isAfter(now.minus(SPAN))) {
            times.removeFirst();
        }
        if (times.size() >= MOST) {
            return false;
        }
        times.addLast(now);
        return true;
    }
}
