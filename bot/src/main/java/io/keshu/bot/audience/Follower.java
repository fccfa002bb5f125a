package io.keshu.bot.audience;

import io.keshu.channels.api.ExternalUserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A follower as the provider last told.
 *
 * @param name empty where the provider gives none
 * @param source the provider's word for how the customer came
 * @param tags ids
 * @param seenAt when the provider told
 * @param told whether the provider told at all; not yet of whoever has begun to follow since its followers were read
 */
public record Follower(
        ExternalUserId user,
        String name,
        String remark,
        String source,
        String scene,
        String language,
        @Nullable Instant since,
        List<String> tags,
        Instant seenAt,
        boolean told) {

    public Follower {
        tags = List.copyOf(tags);
    }
}
