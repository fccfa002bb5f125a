package io.keshu.channels.api;

/** What goes by between a customer and whoever answers her, either way. Never stored as a message and never repeated. */
public sealed interface Signal {

    /** Longest preview, in characters. */
    int MAX_PREVIEW = 500;

    /** @param typing false when the writing stopped without a message */
    record Typing(boolean typing) implements Signal {}

    /**
     * What stands in the box of whoever is writing.
     *
     * @param text empty when the box is empty; at most {@value Signal#MAX_PREVIEW} characters are kept
     */
    record TypingPreview(String text) implements Signal {
        public TypingPreview {
            text = Shortened.to(MAX_PREVIEW, text);
        }
    }

    /** @param upTo the {@link CustomerTimeline.Entry#cursor() cursor} of the last entry that was seen */
    record Read(String upTo) implements Signal {}
}
