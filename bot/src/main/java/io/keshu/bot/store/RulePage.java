package io.keshu.bot.store;

import io.keshu.bot.rule.Rule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the list.
 *
 * @param next where the next part begins; null at the end
 * @param total how many rules the whole list has
 * @param order the order's version
 */
public record RulePage(List<Row> rows, @Nullable String next, int total, long order) {

    /**
     * A rule and how often it answered.
     *
     * @param recentHits in the last seven days
     */
    public record Row(Rule rule, long hits, long recentHits) {}
}
