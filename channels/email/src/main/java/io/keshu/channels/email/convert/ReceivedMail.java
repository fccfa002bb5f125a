package io.keshu.channels.email.convert;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A mail taken apart.
 *
 * @param headers the values of each header as ISO-8859-1, by name in small letters
 * @param plain the text part; null if there is none
 * @param html the HTML part; null if there is none
 * @param attachments everything else, in order
 * @param report what a delivery report says, all its parts one after the other; null if it is none
 * @param cut whether parts were left out, being too many or too deep
 */
public record ReceivedMail(
        Map<String, List<String>> headers,
        Instant receivedAt,
        @Nullable String plain,
        @Nullable String html,
        List<Attachment> attachments,
        @Nullable String report,
        boolean cut) {

    public ReceivedMail {
        headers = Map.copyOf(headers);
        attachments = List.copyOf(attachments);
    }

    /**
     * @param index counts the attachments from 0
     * @param name may be empty
     * @param contentType as stated, in small letters, without parameters
     * @param size of the bytes as they are encoded, -1 if unknown
     */
    public record Attachment(int index, String name, String contentType, long size) {}

    /** The first header of this name, decoded; empty if there is none. */
    public String header(String name) {
        return raw(name).map(HeaderText::decode).orElse("");
    }

    /** The first header of this name. */
    public Optional<String> raw(String name) {
        List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
        return values.stream().findFirst();
    }
}
