package io.keshu.bot;

import io.keshu.domain.conversation.ConversationId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps the bot from answering a machine, or a flood: no conversation gets more than {@link #MOST} automatic messages in a minute, nor more
 * in a day than its channel allows.
 * What comes beyond goes to the agents, whom a machine can't provoke. What counts is what the conversation says that it was sent, so
 * that answers that were dropped count for nothing; each node looks back as far as it was asked itself. Thread-safe.
 */
final class AnswerGuard {

    static final int MOST = 10;
    private static final Duration SPAN = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofHours(24);

    /** Conversations that are remembered, the latest first. */
    private static final int REMEMBERED = 20_000;

    private final Map<ConversationId, Deque<Seen>> asked = remembering();
    private final Map<ConversationId, Deque<Seen>> askedToday = remembering();

    private static Map<ConversationId, Deque<Seen>> remembering() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<ConversationId, Deque<Seen>> eldest) {
                return size() > REMEMBERED;
            }
        };
    }

    /** How many messages of the bot the conversation had. */
    private record Seen(Instant at, int botReplies) {}

    /**
     * Whether the conversation may be sent more now.
     *
     * @param botReplies how many messages of the bot it has
     */
    synchronized boolean allow(ConversationId conversation, int botReplies, int more, Instant now) {
        return sent(asked, SPAN, conversation, botReplies, now) + more <= MOST;
    }

    /** The same for a channel that allows so many in a day. */
    synchronized boolean allowToday(ConversationId conversation, int botReplies, int more, int perDay, Instant now) {
        return sent(askedToday, DAY, conversation, botReplies, now) + more <= perDay;
    }

    private static int sent(
            Map<ConversationId, Deque<Seen>> asked,
            Duration span,
            ConversationId conversation,
            int botReplies,
            Instant now) {
        Deque<Seen> seen = asked.computeIfAbsent(conversation, unknown -> new ArrayDeque<>());
        while (!seen.isEmpty() && !seen.getFirst().at().isAfter(now.minus(span))) {
            seen.removeFirst();
        }
        if (seen.isEmpty() || seen.getLast().botReplies() != botReplies) {
            seen.addLast(new Seen(now, botReplies));
        }
        return botReplies - seen.getFirst().botReplies();
    }
}
