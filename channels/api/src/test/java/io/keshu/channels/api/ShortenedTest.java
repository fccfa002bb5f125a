package io.keshu.channels.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShortenedTest {

    @Test
    void keeps_what_is_short_enough_and_cuts_the_rest_off() {
        assertThat(Shortened.to(3, "客服好")).isEqualTo("客服好");
        assertThat(Shortened.to(3, "客服好!")).isEqualTo("客服好");
        assertThat(Shortened.to(0, "客")).isEmpty();
    }

    @Test
    void never_cuts_a_character_in_two() {
        assertThat(Shortened.to(3, "好的😀")).isEqualTo("好的");
        assertThat(Shortened.to(4, "好的😀")).isEqualTo("好的😀");
        assertThat(Shortened.to(1, "😀")).isEmpty();
    }

    @Test
    void what_providers_say_is_kept_in_whole_characters() {
        String long500 = "a".repeat(DeliveryProblem.MAX_DETAIL - 1) + "😀";
        String kept = "a".repeat(DeliveryProblem.MAX_DETAIL - 1);

        assertThat(new DeliveryProblem(DeliveryProblem.Reason.INTERNAL, "", long500).detail())
                .isEqualTo(kept);
        assertThat(new MenuProblem(MenuProblem.Reason.INTERNAL, "", long500).detail())
                .isEqualTo(kept);
    }
}
