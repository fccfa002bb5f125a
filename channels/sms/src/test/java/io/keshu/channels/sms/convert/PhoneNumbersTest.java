package io.keshu.channels.sms.convert;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PhoneNumbersTest {

    @Test
    void customers_are_known_by_their_number_in_e164_however_it_is_written() {
        for (String given :
                new String[] {"13800138000", "8613800138000", "+8613800138000", "008613800138000", " +86 138-0013-8000 "
                }) {
            assertThat(PhoneNumbers.sender(given, "CN")).as(given).contains("+8613800138000");
        }
        assertThat(PhoneNumbers.sender("85251234567", "CN")).contains("+85251234567");
        assertThat(PhoneNumbers.sender("07400123456", "GB")).contains("+447400123456");
    }

    @Test
    void short_codes_and_names_stay_as_they_are_and_nothing_else_is_a_sender() {
        assertThat(PhoneNumbers.sender("10086", "CN")).contains("10086");
        assertThat(PhoneNumbers.sender("KESHU", "CN")).contains("KESHU");
        assertThat(PhoneNumbers.sender("", "CN")).isEmpty();
        assertThat(PhoneNumbers.sender("1\r\nX: y", "CN")).isEmpty();
        assertThat(PhoneNumbers.sendable("KESHU")).isFalse();
        assertThat(PhoneNumbers.sendable("10086")).isTrue();
    }
}
