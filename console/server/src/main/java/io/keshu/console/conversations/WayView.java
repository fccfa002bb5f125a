package io.keshu.console.conversations;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A way to write to the customer beside the conversation's own.
 *
 * @param id what a message names that is to go this way
 * @param address in full, for whoever decides; empty where it says nothing to people
 * @param freeText whether anything may be written, as opposed to templates only
 * @param segments how a text is cut into segments; null where the channel has none
 * @param maxLength in {@code lengthUnit}s; null if the channel states none
 */
@Schema(name = "ReplyWay")
record WayView(
        String id,

        @Schema(allowableValues = {"template", "phone", "mailbox"})
        String kind,

        String channelType,
        String accountName,
        String address,
        boolean own,
        boolean freeText,
        boolean templates,
        @Nullable SegmentRuleView segments,
        @Nullable Integer maxLength,
        @Schema(allowableValues = {"bytes", "chars"}) String lengthUnit) {}
