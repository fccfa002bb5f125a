package io.keshu.channels.api;

import java.nio.charset.StandardCharsets;

/**
 * How long a text may be that the hub sends.
 *
 * @param max at least 1, counted in {@code unit}
 */
public record TextLimit(int max, Unit unit) {

    /** What the provider counts. */
    public enum Unit {
        /** Bytes of the UTF-8 form. */
        BYTES,
        /** Unicode code points. */
        CHARS
    }

    public TextLimit {
        if (max < 1) {
            throw new IllegalArgumentException("A text limit must be at least 1: " + max);
        }
    }

    /** Whether the provider takes a text of this length. */
    public boolean allows(String text) {
        return switch (unit) {
            case BYTES -> text.getBytes(StandardCharsets.UTF_8).length <= max;
            case CHARS -> text.codePointCount(0, text.length()) <= max;
        };
    }
}
