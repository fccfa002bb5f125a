package io.keshu.domain.id;

import io.keshu.domain.MovableClock;
import java.time.Duration;
import java.time.Instant;

class InMemoryNodeNumbersTest extends NodeNumbersContract {

    private final MovableClock clock = new MovableClock(Instant.parse("2026-05-01T12:00:00Z"));

    @Override
    protected NodeNumbers emptyNumbers() {
        return new InMemoryNodeNumbers(clock);
    }

    @Override
    protected void pass(Duration time) {
        clock.advance(time);
    }
}
