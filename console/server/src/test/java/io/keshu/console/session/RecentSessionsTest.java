package io.keshu.console.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.domain.agent.AgentId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RecentSessionsTest {

    private static final SignedInAgent MEI = new SignedInAgent(new AgentId(7), "mei", "小梅");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-02T08:00:00Z"));
    private final InstantSource source = now::get;
    private final Clock clock = source.withZone(ZoneOffset.UTC);
    private final RecentSessions sessions = new RecentSessions(clock);

    @Test
    void whoeverWasReadAWhileAgoIsKnown() {
        sessions.remember("s1", MEI);
        now.updateAndGet(time -> time.plus(RecentSessions.MEMORY.minusSeconds(1)));

        assertThat(sessions.recall(List.of("other", "s1")))
                .hasValueSatisfying(known -> assertThat(known.agent()).isEqualTo(MEI));
    }

    @Test
    void nobodyIsBelievedForLongerThanTheMemory() {
        sessions.remember("s1", MEI);
        now.updateAndGet(time -> time.plus(RecentSessions.MEMORY).plus(Duration.ofSeconds(1)));

        assertThat(sessions.recall(List.of("s1"))).isEmpty();
    }

    @Test
    void aSessionThatEndedIsForgotten() {
        sessions.remember("s1", MEI);
        sessions.ended(new SessionEnded("s1"));

        assertThat(sessions.recall(List.of("s1"))).isEmpty();
    }
}
