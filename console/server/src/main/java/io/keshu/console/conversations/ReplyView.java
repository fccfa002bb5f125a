package io.keshu.console.conversations;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * @param maxLength in {@code lengthUnit}s; null if the channel states none
 * @param sends the kinds of messages that the channel carries
 * @param converts the kinds that leave in another form
 * @param linkSeconds for how long the links are good that media become
 * @param media what may be uploaded for them
 * @param showsTyping whether the customer can be shown that somebody is writing
 * @param mostArticles how many articles one message shows
 * @param allowance what the customer may still be sent; null where the channel sets no limits
 * @param recalls whether what was sent can be taken back for a short while
 */
@Schema(name = "ReplyLimits")
record ReplyView(
        boolean canSend,
        @Nullable Integer maxLength,
        @Schema(allowableValues = {"bytes", "chars"}) String lengthUnit,
        List<String> sends,
        List<ConversionView> converts,
        long linkSeconds,
        List<MediaLimitView> media,
        boolean showsTyping,
        int mostArticles,
        @Nullable ReplyAllowanceView allowance,
        boolean recalls) {}
