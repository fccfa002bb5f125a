package io.keshu.bot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GreetingTest {

    private static Greeting saying(String text) {
        return new Greeting(true, text, 1);
    }

    @Test
    void what_can_be_said_has_no_problem() {
        assertThat(saying("您好 😀\n第二行\t。").problem()).isEmpty();
        assertThat(saying("好".repeat(600)).problem()).isEmpty();
        assertThat(saying("😀".repeat(500)).problem()).isEmpty();
        assertThat(new Greeting(false, "", 1).problem()).isEmpty();
    }

    @Test
    void an_enabled_greeting_says_something() {
        assertThat(saying(" \n ").problem()).contains(Greeting.Problem.BLANK);
    }

    @Test
    void a_greeting_fits_into_a_message_of_the_narrowest_channel() {
        assertThat(saying("好".repeat(601)).problem()).contains(Greeting.Problem.TOO_LONG);
        assertThat(saying("😀".repeat(600)).problem()).contains(Greeting.Problem.TOO_LONG);
        assertThat(new Greeting(false, "a".repeat(601), 1).problem()).contains(Greeting.Problem.TOO_LONG);
    }

    @Test
    void what_can_be_neither_stored_nor_sent_is_refused() {
        assertThat(saying("a\u0000b").problem()).contains(Greeting.Problem.UNPRINTABLE);
        assertThat(saying("half a pair \uD83D").problem()).contains(Greeting.Problem.UNPRINTABLE);
    }
}
