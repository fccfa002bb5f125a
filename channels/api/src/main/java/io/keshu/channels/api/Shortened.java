package io.keshu.channels.api;

/** Texts that are kept up to a length. */
public final class Shortened {

    private Shortened() {}

    /** The first characters of a text, at most so many; never half of a pair, which can't be stored. */
    public static String to(int most, String text) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, most > 0 && Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }
}
