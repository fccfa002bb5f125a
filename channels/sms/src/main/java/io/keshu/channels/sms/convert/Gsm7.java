package io.keshu.channels.sms.convert;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The GSM 7-bit default alphabet and its extension (3GPP TS 23.038, 6.2.1), one septet to an octet as SMPP carries it. */
public final class Gsm7 {

    /** Announces a character of the extension. */
    public static final int ESCAPE = 0x1b;

    /** By septet; the place of the escape is never looked up. */
    private static final String TABLE = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private static final String EXTENDED = "\f^{}\\[~]|€";
    private static final int[] EXTENDED_CODES = {0x0a, 0x14, 0x28, 0x29, 0x2f, 0x3c, 0x3d, 0x3e, 0x40, 0x65};
    private static final Map<Character, Integer> CODES = codes();

    private Gsm7() {}

    private static Map<Character, Integer> codes() {
        Map<Character, Integer> codes = new HashMap<>();
        for (int i = 0; i < TABLE.length(); i++) {
            if (i != ESCAPE) {
                codes.put(TABLE.charAt(i), i);
            }
        }
        for (int i = 0; i < EXTENDED.length(); i++) {
            codes.put(EXTENDED.charAt(i), (ESCAPE << 8) | EXTENDED_CODES[i]);
        }
        return codes;
    }

    /** @return how many septets a character takes: 1, 2, or 0 if the alphabet doesn't have it */
    static int septets(char c) {
        Integer code = CODES.get(c);
        return code == null ? 0 : code > 0xff ? 2 : 1;
    }

    /** Whether the alphabet has every character. */
    public static boolean has(String text) {
        return text.chars().allMatch(c -> CODES.containsKey((char) c));
    }

    /** @return one octet for each septet; empty if the alphabet lacks a character */
    public static Optional<byte[]> encode(String text) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            Integer code = CODES.get(text.charAt(i));
            if (code == null) {
                return Optional.empty();
            }
            if (code > 0xff) {
                octets.write(ESCAPE);
            }
            octets.write(code & 0xff);
        }
        return Optional.of(octets.toByteArray());
    }

    /** Reads what has one septet to an octet. An unknown extension is read as the character of the default table, as the standard says. */
    public static String decode(byte[] octets) {
        StringBuilder text = new StringBuilder(octets.length);
        for (int i = 0; i < octets.length; i++) {
            int septet = octets[i] & 0x7f;
            if (septet != ESCAPE) {
                text.append(TABLE.charAt(septet));
            } else if (i + 1 < octets.length) {
                text.append(extended(octets[++i] & 0x7f));
            }
        }
        return text.toString();
    }

    private static char extended(int code) {
        for (int i = 0; i < EXTENDED_CODES.length; i++) {
            if (EXTENDED_CODES[i] == code) {
                return EXTENDED.charAt(i);
            }
        }
        return code == ESCAPE ? ' ' : TABLE.charAt(code);
    }
}
