package io.keshu.console.stats;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

/**
 * How many messages there were in a period.
 *
 * @param hours only those in which there were any
 */
@Schema(name = "MessageStats")
record MessageStatsView(Instant from, Instant to, List<HourlyCountView> hours) {

    /** The messages of one hour, channel and kind of author. */
    @Schema(name = "HourlyCount")
    record HourlyCountView(
            Instant hour,
            String channel,
            @Schema(allowableValues = {"in", "out"}) String direction,

            @Schema(allowableValues = {"customer", "agent", "bot", "system"})
            String author,

            long count) {}
}
