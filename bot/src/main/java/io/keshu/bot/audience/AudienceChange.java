package io.keshu.bot.audience;

import io.keshu.domain.agent.AgentId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that a person changed.
 *
 * @param subject the tag's or code's name
 * @param former its name before, if it was renamed
 * @param people how many customers were tagged or untagged
 */
public record AudienceChange(
        long id, Action action, String subject, @Nullable String former, int people, AgentId by, Instant at) {

    /** What was done. */
    public enum Action {
        TAG_CREATED,
        TAG_RENAMED,
        TAG_DELETED,
        TAGGED,
        UNTAGGED,
        CODE_MADE,
        CODE_RENEWED,
        CODE_CHANGED,
        CODE_ARCHIVED
    }
}
