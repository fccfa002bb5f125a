package io.keshu.bot.match;

import io.keshu.bot.rule.Rule;
import java.util.Optional;

/**
 * What became of one rule on an occasion.
 *
 * @param missed empty if it fired
 */
public record Verdict(Rule rule, Optional<Missed> missed) {

    public boolean fired() {
        return missed.isEmpty();
    }
}
