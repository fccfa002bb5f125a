package io.keshu.domain.timeline;

import io.keshu.domain.conversation.ConversationId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the timeline of one identity: a message of one of its conversations. Conversations of an identity follow one another, since
 * one is open at a time, and their ids grow with them.
 *
 * @param number from 0, which is before the conversation's first message
 */
public record TimelineCursor(ConversationId conversation, int number) {

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,18})\\.([0-9]{1,9})");

    /** @throws IllegalArgumentException if the text is no cursor */
    public static TimelineCursor parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Not a cursor: " + text);
        }
        return new TimelineCursor(
                new ConversationId(Long.parseLong(matcher.group(1))), Integer.parseInt(matcher.group(2)));
    }

    @Override
    public String toString() {
        return conversation.value() + "." + number;
    }
}
