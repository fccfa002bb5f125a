package io.keshu.console.ops;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message that could not be brought into a conversation.
 *
 * @param channel the kind of channel; null if the account is gone
 * @param account what the account is called; null if it is gone
 * @param raw as the provider sent it
 * @param reason what the database said
 */
@Schema(name = "SetAside")
record SetAsideView(
        String id,
        @Nullable String channel,
        @Nullable String account,
        String user,
        String externalId,
        Instant receivedAt,
        String kind,
        @Nullable String text,
        String raw,
        String traceId,
        String reason,
        boolean discarded,
        List<ActView> acts) {

    /** @param by who did it; null if unknown */
    @Schema(name = "SetAsideAct")
    record ActView(
            @Schema(allowableValues = {"tried_again", "discarded"})
            String what,

            @Nullable String by,
            Instant at) {}

    /** @param next where the next page begins; null at the end */
    @Schema(name = "SetAsidePage")
    record Page(List<SetAsideView> items, @Nullable String next) {}
}
