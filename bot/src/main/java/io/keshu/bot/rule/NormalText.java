package io.keshu.bot.rule;

import io.keshu.channels.api.Shortened;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Brings keywords and messages into the same form: compatibility forms composed (so that full-width and half-width letters are
 * one), lower case, white space at the ends gone and one space elsewhere.
 */
public final class NormalText {

    /** How much of a message is looked at, in characters before it is brought into form. */
    public static final int MOST = 1000;

    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]+");

    private NormalText() {}

    /** Of a message: of its first {@link #MOST} characters. */
    public static String ofMessage(String text) {
        return of(Shortened.to(MOST, text));
    }

    public static String of(String text) {
        String lower = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return SPACE.matcher(Normalizer.normalize(lower, Normalizer.Form.NFKC))
                .replaceAll(" ")
                .strip();
    }
}
