package io.keshu.domain.store;

import io.keshu.domain.MovableClock;
import io.keshu.domain.bound.AccountLeasesContract;
import java.time.Duration;
import java.time.Instant;

class InMemoryAccountLeasesTest extends AccountLeasesContract {

    private MovableClock clock = new MovableClock(Instant.parse("2026-05-01T12:00:00Z"));

    @Override
    protected Stores emptyStores() {
        clock = new MovableClock(Instant.parse("2026-05-01T12:00:00Z"));
        return new InMemoryStores(clock);
    }

    @Override
    protected void pass(Duration time) {
        clock.advance(time);
    }
}
