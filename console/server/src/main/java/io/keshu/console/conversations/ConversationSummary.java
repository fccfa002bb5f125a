package io.keshu.console.conversations;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row of the list.
 *
 * @param group the group whose agents it is for; null for any
 */
record ConversationSummary(
        String id,

        @Schema(allowableValues = {"bot", "queued", "closed"})
        String state,

        long version,
        CustomerName customer,
        ConversationChannel channel,
        @Nullable ConversationGroup group,
        int lastNumber,
        MessagePreview preview,
        Instant activityAt,
        @Nullable Instant waitingSince,
        int unread) {

    record CustomerName(String id, String name) {}

    record ConversationChannel(String type, String accountId, String accountName) {}

    record ConversationGroup(String id, String name) {}

    record MessagePreview(
            @Schema(allowableValues = {"customer", "agent", "bot", "system"})
            String author,

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
                        "closed",
                        "others-address",
                        "erased",
                        "data-erased"
                    })
            String kind,

            String text) {}
}
