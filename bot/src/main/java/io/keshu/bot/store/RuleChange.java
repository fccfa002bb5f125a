package io.keshu.bot.store;

import io.keshu.domain.agent.AgentId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the history.
 *
 * @param rule null for the business hours
 * @param by null where the hub itself did it
 * @param before as JSON; null where there was nothing
 * @param after as JSON; null where nothing is left
 */
public record RuleChange(
        long id,
        @Nullable Long rule,
        String ruleName,
        Action action,
        @Nullable AgentId by,
        Instant at,
        @Nullable String before,
        @Nullable String after) {

    /** What was done. */
    public enum Action {
        CREATED,
        CHANGED,
        ENABLED,
        DISABLED,
        MOVED,
        DELETED,
        HOURS
    }
}
