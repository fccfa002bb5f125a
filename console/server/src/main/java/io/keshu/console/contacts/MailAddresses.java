package io.keshu.console.contacts;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Mail addresses as people write them. */
final class MailAddresses {

    /** Nothing that could end a command or a header, and a domain of at least two parts. */
    private static final Pattern LEGAL =
            Pattern.compile("[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~-]+(\\.[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~-]+)*"
                    + "@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]");

    private static final int LONGEST = 191;
    private static final int LONGEST_NAME = 64;

    private MailAddresses() {}

    /** In small letters, its domain in ASCII; empty if no mail could be sent there. */
    static Optional<String> normal(String written) {
        int at = written.lastIndexOf('@');
        if (at < 1 || at > LONGEST_NAME || written.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            String domain = IDN.toASCII(written.substring(at + 1));
            String address = (written.substring(0, at) + "@" + domain).toLowerCase(Locale.ROOT);
            return Optional.of(address)
                    .filter(normal -> normal.length() <= LONGEST)
                    .filter(normal -> LEGAL.matcher(normal).matches());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
