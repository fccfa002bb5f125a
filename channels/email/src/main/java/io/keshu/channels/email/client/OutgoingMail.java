package io.keshu.channels.email.client;

import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A mail to be sent. No text in it becomes a header unencoded.
 *
 * @param messageId with its angle brackets
 * @param inReplyTo the mail that this answers, with its angle brackets; null if none
 * @param references the mails before it, oldest first
 * @param automatic whether a machine answers, which it says, so that no machine answers it
 */
public record OutgoingMail(
        String messageId,
        Instant date,
        String to,
        String subject,
        String text,
        String html,
        @Nullable String inReplyTo,
        List<String> references,
        @Nullable Attached attached,
        boolean automatic) {

    /** The name by which the HTML refers to its picture. */
    public static final String PICTURE = "picture@keshu";

    public OutgoingMail {
        references = List.copyOf(references);
    }

    /**
     * @param content opens it anew each time; may be asked for more than once
     * @param inline whether it is a picture that the HTML shows under {@link #PICTURE}
     */
    public record Attached(String name, String contentType, Supplier<InputStream> content, boolean inline) {}
}
