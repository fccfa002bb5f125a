package io.keshu.console.conversations;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** @param maxLength in {@code lengthUnit}s; null if the channel states none */
@Schema(name = "ReplyLimits")
record ReplyView(
        boolean canSend,
        @Nullable Integer maxLength,
        @Schema(allowableValues = {"bytes", "chars"}) String lengthUnit) {}
