package io.keshu.domain.conversation;

import io.keshu.channels.api.Shortened;
import io.keshu.domain.message.Author;

/**
 * The last words, for lists.
 *
 * @param kind as in {@link io.keshu.domain.message.FlatContent}
 * @param text at most {@value #MAX_TEXT} characters; may be empty
 */
public record Preview(Author.Kind author, String kind, String text) {

    /** How many characters are kept. */
    public static final int MAX_TEXT = 120;

    public Preview {
        text = Shortened.to(MAX_TEXT, text);
    }
}
