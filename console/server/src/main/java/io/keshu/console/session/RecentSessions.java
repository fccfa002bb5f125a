package io.keshu.console.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Whom this node knows to be signed in, from when their session could last be read: so that agents go on working while Redis is away. A
 * session that was ended on another node meanwhile is believed for {@link #MEMORY} at most. Thread-safe.
 */
@Component
final class RecentSessions {

    static final Duration MEMORY = Duration.ofMinutes(30);
    private static final int MOST = 10_000;

    /** A session and whose it is. */
    record Known(String sessionId, SignedInAgent agent, Instant readAt) {}

    private final Clock clock;

    /** The least recently read first. */
    private final Map<String, Known> byId = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > MOST;
        }
    };

    RecentSessions(Clock clock) {
        this.clock = clock;
    }

    synchronized void remember(String sessionId, SignedInAgent agent) {
        byId.put(sessionId, new Known(sessionId, agent, clock.instant()));
    }

    synchronized void forget(Collection<String> sessionIds) {
        byId.keySet().removeAll(sessionIds);
    }

    /** The first of these sessions that was read within {@link #MEMORY}. */
    synchronized Optional<Known> recall(Collection<String> sessionIds) {
        Instant since = clock.instant().minus(MEMORY);
        return sessionIds.stream()
                .map(byId::get)
                .filter(known -> known != null && known.readAt().isAfter(since))
                .findFirst();
    }

    @EventListener
    void ended(SessionEnded event) {
        forget(List.of(event.sessionId()));
    }
}
