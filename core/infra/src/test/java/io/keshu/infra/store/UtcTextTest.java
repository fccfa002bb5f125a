package io.keshu.infra.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class UtcTextTest {

    @Test
    void timesAreWrittenAsTheDatabaseWritesThem() {
        assertThat(UtcText.of(Instant.parse("2026-12-31T23:59:58.123456Z"))).isEqualTo("2026-12-31 23:59:58.123456");
        assertThat(UtcText.of(Instant.parse("2024-02-29T00:00:00Z"))).isEqualTo("2024-02-29 00:00:00.000000");
        assertThat(UtcText.of(Instant.parse("1969-12-31T23:59:59.000001Z"))).isEqualTo("1969-12-31 23:59:59.000001");
    }

    @Test
    void whatTheDatabaseDoesNotKeepIsCutOff() {
        assertThat(UtcText.of(Instant.parse("2026-01-02T03:04:05.000001999Z"))).isEqualTo("2026-01-02 03:04:05.000001");
    }
}
