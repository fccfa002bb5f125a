package io.keshu.domain.outbox;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before the next attempt, and when to give up. */
public record RetryBackoff(Duration first, Duration longest, int maxAttempts) {

    /** One second, doubling up to ten minutes; given up after twelve attempts, about an hour. */
    public static final RetryBackoff STANDARD = new RetryBackoff(Duration.ofSeconds(1), Duration.ofMinutes(10), 12);

    /** @param attempts how many were made, at least 1 */
    public boolean exhausted(int attempts) {
        return attempts >= maxAttempts;
    }

    /**
     * @param attempts how many were made, at least 1
     * @param atLeast what the provider asks for
     * @return the exponential delay with up to a fifth more, so that messages that failed together don't come back together
     */
    public Duration delay(int attempts, Duration atLeast) {
        long exponential = first.toMillis() << Math.min(attempts - 1, 20);
        long millis = Math.max(Math.min(exponential, longest.toMillis()), atLeast.toMillis());
        return Duration.ofMillis(millis + ThreadLocalRandom.current().nextLong(millis / 5 + 1));
    }
}
