package io.keshu.console.stats;

import io.keshu.console.stats.MessageStatsView.HourlyCountView;
import io.keshu.console.web.Fails;
import io.keshu.console.web.ProblemException;
import io.keshu.domain.fact.FactDispatcher;
import io.keshu.stats.HourlyCount;
import io.keshu.stats.MessageStats;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Figures. */
@RestController
@RequestMapping("/api/stats")
@Tag(name = "stats")
class StatsController {

    private static final Duration LONGEST = Duration.ofDays(31);
    private static final Logger log = LoggerFactory.getLogger(StatsController.class);

    private final MessageStats stats;
    private final FactDispatcher facts;

    StatsController(MessageStats stats, FactDispatcher facts) {
        this.stats = stats;
        this.facts = facts;
    }

    @GetMapping("/messages")
    @Operation(operationId = "messageStats")
    @Fails(status = 400, codes = "stats.bad_range")
    MessageStatsView messages(@RequestParam Instant from, @RequestParam Instant to) {
        if (!from.isBefore(to) || from.plus(LONGEST).isBefore(to)) {
            throw ProblemException.of(HttpStatus.BAD_REQUEST, "stats.bad_range");
        }
        return new MessageStatsView(
                from,
                to,
                stats.between(from, to).stream().map(StatsController::view).toList());
    }

    private static HourlyCountView view(HourlyCount count) {
        return new HourlyCountView(
                count.hour(),
                count.channel().value(),
                count.direction().name().toLowerCase(Locale.ROOT),
                count.author().name().toLowerCase(Locale.ROOT),
                count.count());
    }

    /** @param batches how many transactions' facts will be counted anew */
    @Schema(name = "RebuildResult")
    record Rebuilt(long batches) {}

    @PostMapping("/rebuild")
    @Operation(operationId = "rebuildStats")
    Rebuilt rebuild() {
        long batches = facts.rebuild(MessageStats.DESTINATION);
        log.info("event=stats_rebuild batches={}", batches);
        return new Rebuilt(batches);
    }
}
