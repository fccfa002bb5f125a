package io.keshu.channels.sms.convert;

/** Texts as they may be stored and sent. */
public final class SmsText {

    private static final char REPLACEMENT = '\ufffd';

    private SmsText() {}

    /**
     * Without what no text has: control characters other than line breaks and tabs, halves of surrogate pairs, which a database refuses;
     * line breaks as one character each.
     */
    public static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c == '\r') {
                if (i >= text.length() || text.charAt(i) != '\n') {
                    clean.append('\n');
                }
            } else if (Character.getType(c) == Character.SURROGATE) {
                clean.append(REPLACEMENT);
            } else if (!Character.isISOControl(c) || c == '\n' || c == '\t') {
                clean.appendCodePoint(c);
            }
        }
        return clean.toString();
    }
}
