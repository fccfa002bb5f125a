package io.keshu.console.conversations;

import io.swagger.v3.oas.annotations.media.Schema;

/** A kind of messages that the channel does not carry as it is, and what is sent in its place. */
@Schema(name = "Conversion")
record ConversionView(
        String kind,

        @Schema(allowableValues = {"link", "text"}) String form) {}
