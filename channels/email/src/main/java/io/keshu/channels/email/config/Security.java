package io.keshu.channels.email.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a connection to a mail server is protected. */
public enum Security {
    /** TLS from the first byte (993, 465). */
    TLS,
    /** Begun in the clear and required to turn to TLS (143, 587). */
    STARTTLS,
    /** In the clear: within one's own network only. */
    NONE;

    /** As accounts are configured with it. */
    public String setting() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Security> of(String setting) {
        return Arrays.stream(values())
                .filter(security -> security.setting().equals(setting))
                .findFirst();
    }

    static List<String> settings() {
        return Arrays.stream(values()).map(Security::setting).toList();
    }
}
