package io.keshu.bot.menu;

import io.keshu.channels.api.MenuProblem;
import io.keshu.domain.agent.AgentId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One publication of an account's menu.
 *
 * @param number 1, 2, 3…; those that failed have one too
 * @param rolledBack the earlier version that this one is anew, if it is one
 * @param endedAt null while it runs
 * @param problem why it did not end as {@link State#PUBLISHED}
 * @param present what customers see after {@link State#PARTIAL}
 */
public record MenuVersion(
        int number,
        Menu menu,
        @Nullable Integer rolledBack,
        AgentId by,
        Instant startedAt,
        State state,
        @Nullable Instant endedAt,
        @Nullable MenuProblem problem,
        @Nullable Menu present) {

    /** How it ended. */
    public enum State {
        PUBLISHING,
        PUBLISHED,
        /** Customers see what they saw before. */
        UNCHANGED,
        /** Customers see something in between. */
        PARTIAL,
        /** Nobody knows what customers see. */
        UNCLEAR
    }
}
