package io.keshu.console.conversations;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the timeline.
 *
 * @param media what the message shows, if it is of a kind that has any
 * @param recalled whether it was taken back: then its content says nothing
 * @param via by which way it left, if not by the conversation's own
 * @param sentAs what left in its place, if the channel does not carry it as it is
 */
@Schema(name = "Message")
record MessageView(
        int number,
        MessageAuthor author,
        Instant createdAt,
        MessageContent content,
        @Nullable String clientId,
        @Nullable DeliveryView delivery,
        @Nullable MediaView media,
        @Nullable ViaView via,

        @Schema(allowableValues = {"link", "text"}) @Nullable
        String sentAs,

        boolean recalled) {

    /**
     * Another way than the conversation's own.
     *
     * @param address shortened, so that whoever looks over a shoulder can't read it
     */
    @Schema(name = "Via")
    record ViaView(String channelType, String accountName, String address) {}

    record MessageAuthor(
            @Schema(allowableValues = {"customer", "agent", "bot", "system"})
            String kind,

            @Nullable String id,
            @Nullable String name) {}

    record MessageContent(
            @Schema(
                    allowableValues = {
                        "text",
                        "choice",
                        "image",
                        "voice",
                        "video",
                        "file",
                        "location",
                        "link",
                        "card",
                        "mail",
                        "form",
                        "music",
                        "articles",
                        "published",
                        "mini-program",
                        "options",
                        "template",
                        "menu-click",
                        "subscribed",
                        "unsubscribed",
                        "scanned",
                        "entered",
                        "paid",
                        "template-consents",
                        "unsupported",
                        "bot",
                        "queued",
                        "grouped",
                        "others-address",
                        "closed",
                        "recalled",
                        "erased",
                        "data-erased"
                    })
            String kind,

            @Nullable String text,
            Map<String, String> fields) {}

    /**
     * @param reason why it failed, is unknown, or is tried again
     * @param code the provider's
     * @param text the reason in the reader's language
     */
    @Schema(name = "Delivery")
    record DeliveryView(
            @Schema(allowableValues = {"pending", "sending", "accepted", "failed", "unknown", "delivered"})
            String state,

            @Nullable String reason,
            @Nullable String code,
            @Nullable String text,
            int attempts,
            @Nullable Instant nextAttemptAt,
            boolean canResend) {}
}
