package io.keshu.channels.sms.convert;

import io.keshu.channels.sms.config.Alphabet;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a data_coding says of a message's octets: SMPP 3.4, 5.2.19, and 3GPP TS 23.038 for the groups that it leaves to GSM. */
public final class Coding {

    /** The SMSC's default alphabet. */
    public static final int DEFAULT = 0;

    public static final int UCS2 = 8;

    private static final int ASCII = 1;
    private static final int LATIN1 = 3;

    /** As SMSCs in China mark GB18030. */
    private static final int CHINESE = 15;

    private static final Charset GB18030 = Charset.forName("GB18030");

    private Coding() {}

    /** @return the text; empty if the octets are none */
    public static Optional<String> decode(int coding, byte[] octets, Alphabet alphabet) {
        return switch (coding) {
            case DEFAULT -> Optional.of(defaultAlphabet(octets, alphabet));
            case ASCII -> Optional.of(new String(octets, StandardCharsets.US_ASCII));
            case LATIN1 -> Optional.of(new String(octets, StandardCharsets.ISO_8859_1));
            case UCS2 -> Optional.of(utf16(octets));
            case CHINESE -> Optional.of(new String(octets, GB18030));
            default -> grouped(coding, octets, alphabet);
        };
    }

    private static Optional<String> grouped(int coding, byte[] octets, Alphabet alphabet) {
        int group = coding >> 4;
        // Groups 0 to 3 and 15 name the alphabet in bits 3 and 2; the others are compressed, reserved or indications.
        if ((group >= 1 && group <= 3) || group == 15) {
            return switch ((coding >> 2) & 3) {
                case 0 -> Optional.of(defaultAlphabet(octets, alphabet));
                case 2 -> group == 15 ? Optional.empty() : Optional.of(utf16(octets));
                default -> Optional.empty();
            };
        }
        return Optional.empty();
    }

    private static String defaultAlphabet(byte[] octets, Alphabet alphabet) {
        return alphabet == Alphabet.LATIN1 ? new String(octets, StandardCharsets.ISO_8859_1) : Gsm7.decode(octets);
    }

    /** Not by the JDK's charset, which would turn the halves of a pair into question marks that two parts have yet to join. */
    private static String utf16(byte[] octets) {
        StringBuilder text = new StringBuilder(octets.length / 2);
        for (int i = 0; i + 1 < octets.length; i += 2) {
            text.append((char) (((octets[i] & 0xff) << 8) | (octets[i + 1] & 0xff)));
        }
        return text.toString();
    }

    /** UCS-2 as phones read it: UTF-16, high octet first. */
    public static byte[] ucs2(String text) {
        return text.getBytes(StandardCharsets.UTF_16BE);
    }
}
