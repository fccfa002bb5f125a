package io.keshu.bot;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a customer is told first.
 *
 * @param enabled whether anything is said at all
 * @param text may be blank only while disabled
 * @param version of the stored greeting, growing with every change; 0 if none is stored
 */
public record Greeting(boolean enabled, String text, long version) {

    /** The longest text, in Unicode code points, so that an emoji counts as one. */
    public static final int MAX_CHARACTERS = 600;

    /** The longest text in bytes of UTF-8: what a WeChat customer service message carries. */
    public static final int MAX_BYTES = 2048;

    static final Greeting NONE = new Greeting(false, "", 0);

    /** Why a greeting is refused. */
    public enum Problem {
        /** Enabled, but there is nothing to say. */
        BLANK,
        /** More than {@link #MAX_CHARACTERS} or {@link #MAX_BYTES}. */
        TOO_LONG,
        /** Half a surrogate pair, or a control character other than tab and line ends: it could be neither stored nor sent as it is. */
        UNPRINTABLE
    }

    /** The first thing that is wrong with it, if anything is. */
    public Optional<Problem> problem() {
        if (enabled && text.isBlank()) {
            return Optional.of(Problem.BLANK);
        }
        // Before the bytes are counted, since half a pair has none.
        if (text.codePoints().anyMatch(Greeting::unprintable)) {
            return Optional.of(Problem.UNPRINTABLE);
        }
        if (text.codePointCount(0, text.length()) > MAX_CHARACTERS
                || text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            return Optional.of(Problem.TOO_LONG);
        }
        return Optional.empty();
    }

    private static boolean unprintable(int codePoint) {
        return Character.getType(codePoint) == Character.SURROGATE
                || (Character.isISOControl(codePoint) && "\t\n\r".indexOf(codePoint) < 0);
    }
}
