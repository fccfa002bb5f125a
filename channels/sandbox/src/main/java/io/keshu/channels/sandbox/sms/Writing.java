package io.keshu.channels.sandbox.sms;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** How phones write texts into octets, and read them: 3GPP TS 23.038 and 23.040. */
final class Writing {

    static final int GSM = 0;
    static final int LATIN1 = 3;
    static final int UCS2 = 8;

    private static final int UNITS = 70;
    private static final int PART_UNITS = 67;
    private static final int SEPTETS = 160;
    private static final int PART_SEPTETS = 153;
    private static final int ESCAPE = 27;

    private static final String ALPHABET = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u0000ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private Writing() {}

    /** What a phone sends of a text: each part's octets, all in one coding. */
    record Written(int coding, List<byte[]> parts) {}

    static Written write(String text) {
        boolean plain = text.chars().allMatch(c -> c != 0 && ALPHABET.indexOf(c) >= 0);
        int most = plain ? SEPTETS : UNITS;
        int part = text.length() <= most ? most : plain ? PART_SEPTETS : PART_UNITS;
        List<byte[]> parts = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int to = Math.min(text.length(), from + part);
            if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
                to--;
            }
            parts.add(octets(text.substring(from, to), plain));
            from = to;
        }
        return new Written(plain ? GSM : UCS2, parts);
    }

    private static byte[] octets(String text, boolean plain) {
        ByteBuffer octets = ByteBuffer.allocate(plain ? text.length() : text.length() * 2);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (plain) {
                octets.put((byte) ALPHABET.indexOf(c));
            } else {
                octets.putChar(c);
            }
        }
        return octets.array();
    }

    static String read(int coding, byte[] octets) {
        if (coding == UCS2) {
            return new String(octets, StandardCharsets.UTF_16BE);
        }
        if (coding != GSM) {
            return new String(octets, StandardCharsets.ISO_8859_1);
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < octets.length; i++) {
            boolean escaped = octets[i] == ESCAPE && i + 1 < octets.length;
            text.append(escaped ? extended(octets[++i]) : ALPHABET.charAt(octets[i] & 0x7f));
        }
        return text.toString();
    }

    private static char extended(byte code) {
        return switch (code) {
            case 0x14 -> '^';
            case 0x28 -> '{';
            case 0x29 -> '}';
            case 0x2f -> '\\';
            case 0x3c -> '[';
            case 0x3d -> '~';
            case 0x3e -> ']';
            case 0x40 -> '|';
            case 0x65 -> '€';
            default -> ' ';
        };
    }
}
