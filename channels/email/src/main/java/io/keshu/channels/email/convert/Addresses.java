package io.keshu.channels.email.convert;

import io.keshu.channels.api.ExternalUserId;
import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses as customers are known by them. */
public final class Addresses {

    private static final Pattern IN_ANGLES = Pattern.compile("<\\s*([^\\s<>,;]{1,100}@[^\\s<>,;]{1,100})\\s*>");
    private static final Pattern BARE =
            Pattern.compile("[^\\s<>()\\[\\],;:\"\\\\]{1,100}@[^\\s<>()\\[\\],;:\"\\\\]{1,100}");

    /** What a mail may be sent to: nothing that could end a command or a header. */
    private static final Pattern SENDABLE =
            Pattern.compile("[\\p{L}\\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9]([A-Za-z0-9.-]{0,118}[A-Za-z0-9])?");

    private Addresses() {}

    /** The address in a header such as From, normalised. */
    public static Optional<String> of(String header) {
        Matcher angles = IN_ANGLES.matcher(header);
        String found = null;
        while (angles.find()) {
            // A name may contain an address of its own: the last one in angles is meant.
            found = angles.group(1);
        }
        if (found == null) {
            Matcher bare = BARE.matcher(header);
            found = bare.find() ? bare.group() : null;
        }
        return Optional.ofNullable(found).map(Addresses::normalised).filter(Addresses::fits);
    }

    private static boolean fits(String address) {
        return address.length() <= ExternalUserId.MAX_LENGTH;
    }

    private static String normalised(String address) {
        int at = address.lastIndexOf('@');
        String domain = address.substring(at + 1);
        domain = domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain;
        return (address.substring(0, at) + "@" + ascii(domain)).toLowerCase(Locale.ROOT);
    }

    private static String ascii(String domain) {
        try {
            return IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED);
        } catch (IllegalArgumentException e) {
            return domain;
        }
    }

    /** Whether a mail may be sent there. */
    public static boolean sendable(String address) {
        return SENDABLE.matcher(address).matches();
    }
}
