package io.keshu.console.bot;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.keshu.channels.api.InboundContent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that might happen, to see which rules would fire.
 *
 * @param account id of the channel account
 * @param text what the customer writes, or is recognised in a voice message
 * @param scene of the QR code; empty for none
 * @param tags names of tags that the customer bears
 * @param minutes how long the customer has waited
 * @param at local time in the business hours' zone, {@code yyyy-MM-ddTHH:mm}; empty for now
 */
record RuleSample(
        String account,
        Happening happening,
        String text,
        String scene,
        int minutes,
        String at,
        boolean first,
        boolean returning,
        @JsonSetter(nulls = Nulls.SET) @Nullable List<String> tags) {

    /** What happens. */
    enum Happening {
        TEXT,
        IMAGE,
        VOICE,
        VIDEO,
        FILE,
        LOCATION,
        LINK,
        CARD,
        SUBSCRIBED,
        SCANNED,
        ENTERED,
        WAITING
    }

    /** What would come in; null where nothing does. */
    @Nullable
    InboundContent content() {
        String code = scene.strip();
        return switch (happening) {
            case TEXT -> new InboundContent.Text(text);
            case IMAGE -> new InboundContent.Image("", null);
            case VOICE -> new InboundContent.Voice("", "amr", text.isBlank() ? null : text);
            case VIDEO -> new InboundContent.Video("", null);
            case FILE -> new InboundContent.File("", text, -1);
            case LOCATION -> new InboundContent.Location(0, 0, 0, text);
            case LINK -> new InboundContent.Link(text, "", "");
            case CARD -> new InboundContent.Card(text, Map.of());
            case SUBSCRIBED -> new InboundContent.Subscribed(code.isEmpty() ? null : code);
            case SCANNED -> new InboundContent.Scanned(code);
            case ENTERED -> new InboundContent.Entered(Map.of());
            case WAITING -> null;
        };
    }
}
