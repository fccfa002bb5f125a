package io.keshu.console.contacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class PhoneNumbersTest {

    private final PhoneNumbers phones = new PhoneNumbers("CN");

    @Test
    void timelines_show_enough_of_a_number_to_tell_it_from_others() {
        assertThat(phones.masked("+8613800138000")).isEqualTo("138****8000");
        assertThat(phones.masked("+14155552671")).isEqualTo("+1 415***2671");
        assertThat(phones.masked("+12")).isEqualTo("****12");
    }

    @Test
    void numbers_without_a_country_are_from_the_region() {
        assertThat(phones.e164("010-8888 6666")).contains("+861088886666");
        assertThat(new PhoneNumbers("US").e164("415 555 2671")).contains("+14155552671");
        assertThatIllegalArgumentException().isThrownBy(() -> new PhoneNumbers("China"));
    }
}
