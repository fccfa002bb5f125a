package io.keshu.channels.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TextLimitTest {

    @Test
    void countsBytesOfTheUtf8Form() {
        TextLimit limit = new TextLimit(6, TextLimit.Unit.BYTES);
        assertThat(limit.allows("客枢")).isTrue();
        assertThat(limit.allows("客枢!")).isFalse();
    }

    @Test
    void countsCodePointsNotSurrogates() {
        TextLimit limit = new TextLimit(2, TextLimit.Unit.CHARS);
        assertThat(limit.allows("😀😀")).isTrue();
        assertThat(limit.allows("😀😀!")).isFalse();
    }

    @Test
    void refusesALimitOfNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TextLimit(0, TextLimit.Unit.CHARS));
    }
}
