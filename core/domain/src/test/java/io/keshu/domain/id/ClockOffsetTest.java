package io.keshu.domain.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClockOffsetTest {

    private static final Duration BETWEEN = Duration.ofSeconds(5);

    private static ClockOffset reading(long valueMicros, long uncertaintyMicros) {
        return new ClockOffset(Duration.ofNanos(valueMicros * 1000), Duration.ofNanos(uncertaintyMicros * 1000));
    }

    @Test
    void aReadingFromABusyMomentDoesNotReplaceABetterOne() {
        assertThat(reading(100, 200)
                        .corrected(reading(90_000, 100_000), BETWEEN)
                        .value())
                .isEqualTo(reading(100, 0).value());
    }

    @Test
    void aBetterReadingReplacesAWorseOne() {
        assertThat(reading(90_000, 100_000).corrected(reading(100, 200), BETWEEN))
                .isEqualTo(reading(100, 200));
    }

    @Test
    void whatIsKnownGetsLessCertainWithTimeUntilAFreshReadingIsBetter() {
        ClockOffset old = reading(100, 200).corrected(reading(300, 800), BETWEEN);
        assertThat(old).isEqualTo(reading(100, 700));
        assertThat(old.corrected(reading(300, 800), BETWEEN)).isEqualTo(reading(300, 800));
    }

    @Test
    void aClockThatWasSetMakesWhatWasKnownVoid() {
        assertThat(reading(100, 200).corrected(reading(3_600_000_000L, 100_000), BETWEEN))
                .isEqualTo(reading(3_600_000_000L, 100_000));
    }

    @Test
    void clocksThatMayBeTheSameAreTakenForTheSame() {
        assertThat(reading(100, 200).correction()).isZero();
        assertThat(reading(-200, 200).correction()).isZero();
        assertThat(reading(-300, 200).correction()).isEqualTo(reading(-300, 0).value());
        assertThat(reading(300, 200).correction()).isEqualTo(reading(300, 0).value());
    }
}
