package io.keshu.console.bot;

import io.keshu.bot.rule.BusinessHours;
import io.keshu.bot.rule.RuleDefinition;
import io.keshu.console.web.FieldProblem;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the console is told of rules. */
final class RuleViews {

    private RuleViews() {}

    /**
     * One row of the list.
     *
     * @param recentHits how often it answered in the last seven days
     */
    record RuleRow(String id, long version, RuleDefinition definition, long hits, long recentHits) {}

    /**
     * @param next where the next part begins; null at the end
     * @param total how many rules there are in all
     * @param most how many there may be
     * @param order the version of their order
     */
    record RuleListPage(List<RuleRow> items, @Nullable String next, int total, int most, long order) {}

    /** @param changedBy null where the hub itself did it */
    record RuleDetail(
            String id,
            long version,
            RuleDefinition definition,
            @Nullable String changedBy,
            @Nullable Instant changedAt) {}

    /** @param warnings what somebody may have overlooked */
    record RuleSavedView(String id, long version, RuleDefinition definition, List<FieldProblem> warnings) {}

    /** @param version as it was read */
    record RuleWrite(long version, RuleDefinition definition) {}

    record RuleEnabled(long version, boolean enabled) {}

    /**
     * @param before the rule that it shall stand before; empty for the end
     * @param order the version of the order as it was read
     */
    record RuleMove(String before, long order) {}

    /** @param order the version of the order since then */
    record RulesMoved(long order) {}

    /** @param id of the rule that is being changed; empty for a new one */
    record RuleDraft(String id, RuleDefinition definition) {}

    record RuleChecked(List<FieldProblem> errors, List<FieldProblem> warnings) {}

    /**
     * One entry of the history.
     *
     * @param rule null for the business hours
     * @param by null where the hub itself did it
     * @param before what there was, as JSON; null if nothing
     * @param after what there is now, as JSON; null if nothing
     */
    record RuleChangeView(
            String id,
            @Nullable String rule,
            String ruleName,
            String action,
            @Nullable String by,
            Instant at,
            @Nullable String before,
            @Nullable String after) {}

    /** @param next where the next page begins; null at the end */
    record RuleChangePage(
            List<RuleChangeView> items, @Nullable String next) {}

    /** @param version as it was read */
    record BusinessHoursView(
            String zone,
            List<Integer> days,
            String from,
            String to,
            List<String> holidays,
            List<String> workdays,
            long version) {

        static BusinessHoursView of(BusinessHours hours) {
            return new BusinessHoursView(
                    hours.zone(),
                    hours.days(),
                    hours.from(),
                    hours.to(),
                    hours.holidays(),
                    hours.workdays(),
                    hours.version());
        }

        BusinessHours hours() {
            return new BusinessHours(zone, days, from, to, holidays, workdays, version);
        }
    }
}
