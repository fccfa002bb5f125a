package io.keshu.channels.email.convert;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a header. RFC 2047 as it is used rather than as it is written: words that break in the middle of a character, charsets
 * that are not what they say, and plain eight-bit text.
 */
public final class HeaderText {

    private static final Pattern WORD = Pattern.compile("=\\?([^?\\s]{1,60})\\?([BbQq])\\?([^?]*)\\?=");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}]+");

    private HeaderText() {}

    /** @param raw the header's bytes as ISO-8859-1, folded or not */
    public static String decode(String raw) {
        String line = readable(raw);
        StringBuilder text = new StringBuilder();
        Matcher word = WORD.matcher(line);
        ByteArrayOutputStream pending = new ByteArrayOutputStream();
        String pendingCharset = "";
        int end = 0;
        while (word.find()) {
            String between = line.substring(end, word.start());
            String charset = word.group(1).replaceFirst("\\*.*", "").toLowerCase(Locale.ROOT);
            boolean joins = pending.size() > 0 && between.isBlank() && charset.equals(pendingCharset);
            if (!joins) {
                text.append(Charsets.decode(pending.toByteArray(), pendingCharset));
                text.append(pending.size() > 0 && between.isBlank() ? "" : between);
                pending.reset();
            }
            pendingCharset = charset;
            pending.writeBytes(bytes(word.group(2), word.group(3)));
            end = word.end();
        }
        text.append(Charsets.decode(pending.toByteArray(), pendingCharset)).append(line.substring(end));
        return line(text.toString());
    }

    /** A text as a header may carry it: on one line. */
    public static String line(String text) {
        return CONTROL.matcher(text).replaceAll(" ").strip();
    }

    private static String readable(String raw) {
        boolean eightBit = raw.chars().anyMatch(c -> c > 127);
        return eightBit && raw.chars().allMatch(c -> c < 256)
                ? Charsets.guessed(raw.getBytes(StandardCharsets.ISO_8859_1))
                : raw;
    }

    private static byte[] bytes(String encoding, String content) {
        if (encoding.equalsIgnoreCase("B")) {
            String clean = content.replaceAll("[^A-Za-z0-9+/]", "");
            // What is left over of a group that was cut off says nothing.
            return Base64.getDecoder().decode(clean.length() % 4 == 1 ? clean.substring(0, clean.length() - 1) : clean);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            if (c == '=' && i + 2 < content.length() && hex(content, i + 1) >= 0) {
                bytes.write(hex(content, i + 1));
                i += 2;
            } else {
                bytes.writeBytes(String.valueOf(c == '_' ? ' ' : c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private static int hex(String content, int at) {
        int high = Character.digit(content.charAt(at), 16);
        int low = Character.digit(content.charAt(at + 1), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }
}
