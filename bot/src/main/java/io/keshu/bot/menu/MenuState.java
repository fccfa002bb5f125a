package io.keshu.bot.menu;

import io.keshu.domain.agent.AgentId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account's menu as it stands.
 *
 * @param version of the draft, growing with every change; 0 if there is none yet
 * @param editedBy null if there is none yet
 * @param live what customers have according to us; null before the first publication
 * @param latest the latest publication, however it ended; null before the first
 */
public record MenuState(
        Menu draft,
        long version,
        @Nullable AgentId editedBy,
        @Nullable Instant editedAt,
        @Nullable MenuVersion live,
        @Nullable MenuVersion latest) {

    static final MenuState NONE = new MenuState(Menu.EMPTY, 0, null, null, null, null);

    /** Whether a publication runs. */
    public boolean publishing() {
        MenuVersion last = latest;
        return last != null && last.state() == MenuVersion.State.PUBLISHING;
    }
}
