package io.keshu.channels.sms.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What an SMSC takes for its default alphabet. */
public enum Alphabet {
    /** The GSM 7-bit alphabet, one septet to an octet. */
    GSM7,
    LATIN1,
    /** Nothing is sent in the default alphabet; what comes in it is read as GSM 7-bit. */
    UCS2;

    String setting() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Alphabet of(String setting) {
        return Arrays.stream(values())
                .filter(alphabet -> alphabet.setting().equals(setting))
                .findFirst()
                .orElse(GSM7);
    }

    static List<String> settings() {
        return Arrays.stream(values()).map(Alphabet::setting).toList();
    }
}
