package io.keshu.domain.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryBackoffTest {

    private final RetryBackoff backoff = new RetryBackoff(Duration.ofSeconds(1), Duration.ofSeconds(60), 5);

    @Test
    void doubles_up_to_the_longest_with_at_most_a_fifth_of_jitter() {
        assertThat(backoff.delay(1, Duration.ZERO)).isBetween(Duration.ofSeconds(1), Duration.ofMillis(1200));
        assertThat(backoff.delay(3, Duration.ZERO)).isBetween(Duration.ofSeconds(4), Duration.ofMillis(4800));
        assertThat(backoff.delay(60, Duration.ZERO)).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(72));
    }

    @Test
    void waits_at_least_as_long_as_the_provider_asks() {
        assertThat(backoff.delay(1, Duration.ofSeconds(30))).isGreaterThanOrEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void gives_up_after_the_last_attempt() {
        assertThat(backoff.exhausted(4)).isFalse();
        assertThat(backoff.exhausted(5)).isTrue();
    }
}
