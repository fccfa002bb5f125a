package io.keshu.bot.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalTextTest {

    @ParameterizedTest
    @CsvSource({"ＰＲＩＣＥ　１, price 1", "' Price\t\n 1 ', price 1", "退款！, 退款!", "ﾊﾟｿｺﾝ, パソコン", "①②, 12"})
    void width_case_and_white_space_make_no_difference(String written, String form) {
        assertThat(NormalText.of(written)).isEqualTo(form);
    }

    @Test
    void of_a_long_message_the_beginning_is_looked_at_and_no_character_is_cut() {
        String text = "一".repeat(NormalText.MOST - 1) + "😀退款";

        assertThat(NormalText.ofMessage(text)).isEqualTo("一".repeat(NormalText.MOST - 1));
    }
}
