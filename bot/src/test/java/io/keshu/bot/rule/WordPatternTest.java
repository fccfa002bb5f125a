package io.keshu.bot.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordPatternTest {

    @Test
    @Timeout(30)
    void a_pattern_built_to_explode_takes_its_time_in_step_with_the_text() throws Exception {
        WordPattern evil = WordPattern.compile("(a+)+$|(a|aa)+$|(.*a){12}$");

        assertThat(evil.matches("a".repeat(NormalText.MOST - 1) + "b")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a{100}){100}", "((((a{10}){10}){10}){10}){10}", "[一-龥]{999}[一-龥]{999}"})
    @Timeout(30)
    void a_pattern_that_unfolds_into_a_large_one_is_refused(String pattern) {
        assertThatThrownBy(() -> WordPattern.compile(pattern))
                .isInstanceOfSatisfying(
                        WordPattern.RefusedException.class,
                        refused -> assertThat(refused.code())
                                .isIn(RuleProblem.Code.PATTERN_TOO_LARGE, RuleProblem.Code.PATTERN_INVALID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "[a", "a**", "(?<=a)b", "\\1", "*"})
    void what_does_not_compile_is_refused(String pattern) {
        assertThatThrownBy(() -> WordPattern.compile(pattern))
                .isInstanceOfSatisfying(
                        WordPattern.RefusedException.class,
                        refused -> assertThat(refused.code()).isEqualTo(RuleProblem.Code.PATTERN_INVALID));
    }

    @Test
    void full_width_characters_of_a_pattern_count_as_their_half_width_ones() throws Exception {
        assertThat(WordPattern.compile("（退款｜退货）").matches(NormalText.of("我要退货")))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '=',
            value = {
                "退款.*订单=退款",
                "订单号?[0-9]+=订单",
                "^ORDER-\\d{4}$=order",
                "(退款|退货)申请=申请",
                "价格多少+=价格多少",
                "ab{0,3}cde=cde",
                "[退款]快递=快递",
            })
    void knows_a_word_that_it_can_not_do_without(String pattern, String word) throws Exception {
        assertThat(WordPattern.compile(pattern).fixedWord()).contains(word);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"退款|退货", "[0-9]{11}", "(退款)?", "a", "\\x41\\x42", "\\Qab\\E", "\\pL+", "\\p{Greek}x", "退退(?)*"})
    void gives_up_rather_than_guess_a_word(String pattern) throws Exception {
        assertThat(WordPattern.compile(pattern).fixedWord()).isEmpty();
    }

    /** Random patterns against random texts over a small alphabet, so that matches are frequent. */
    @Test
    void whatever_matches_has_the_fixed_word() {
        String[] pieces = {
            "退", "款", "ab", "c", "1", ".", "?", "*", "+", "{2}", "{0,1}", "(", ")", "|", "[退a]", "\\d", "\\."
        };
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int compared = 0;
        for (int round = 0; round < 20_000; round++) {
            StringBuilder pattern = new StringBuilder();
            for (int i = random.nextInt(7); i >= 0; i--) {
                pattern.append(pieces[random.nextInt(pieces.length)]);
            }
            WordPattern compiled = WordPattern.ifUsable(pattern.toString()).orElse(null);
            if (compiled == null || compiled.fixedWord().isEmpty()) {
                continue;
            }
            for (int i = 0; i < 10; i++) {
                String text = text(random);
                if (compiled.matches(text)) {
                    compared++;
                    assertThat(text)
                            .as("seed %s, pattern %s", seed, pattern)
                            .contains(compiled.fixedWord().orElseThrow());
                }
            }
        }
        assertThat(compared).as("seed %s", seed).isPositive();
    }

    private static String text(Random random) {
        String alphabet = "退款abc1.";
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(9); i >= 0; i--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
