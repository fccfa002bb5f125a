package io.keshu.bot;

import io.keshu.bot.rule.Rule;
import io.keshu.bot.rule.RuleProblem;
import java.util.List;

/** What became of a rule that was to be saved. */
public sealed interface RuleSaved {

    /**
     * @param rule as stored, with its new version
     * @param warnings what somebody may have overlooked
     */
    record Saved(Rule rule, List<RuleProblem> warnings) implements RuleSaved {}

    /** Nothing was changed. */
    record Refused(List<RuleProblem> problems) implements RuleSaved {}
}
