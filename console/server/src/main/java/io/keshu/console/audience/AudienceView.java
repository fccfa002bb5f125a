package io.keshu.console.audience;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an account's followers.
 *
 * @param readAt when all of them were last read; null if never
 * @param problem why the last reading did not end well, in the reader's words
 */
@Schema(name = "Audience")
record AudienceView(
        String account,
        long followers,
        @Nullable Instant readAt,
        boolean reading,
        @Nullable String problem,
        int mostTags,
        int longestTag,
        int mostTagsOnOne,
        int mostAtOnce,
        List<TagView> tags) {

    @Schema(name = "AudienceTag")
    record TagView(String id, String name, int bearers) {}

    /**
     * @param name empty where the provider gives none
     * @param source the provider's word for how the customer came
     */
    @Schema(name = "Follower")
    record FollowerView(
            String user,
            String name,
            String remark,
            String source,
            String scene,
            String language,
            @Nullable Instant since,
            List<TagView> tags,
            Instant seenAt) {}

    /** @param next where the next part begins; null at the end */
    @Schema(name = "FollowerPage")
    record Followers(List<FollowerView> items, @Nullable String next) {}

    /** @param known whether the channel knows followers at all */
    @Schema(name = "CustomerProfile")
    record Profile(boolean known, @Nullable FollowerView follower, String account, List<TagView> tags) {}

    /** Who changed what when. */
    @Schema(name = "AudienceChange")
    record Change(
            String id,

            @Schema(
                    allowableValues = {
                        "TAG_CREATED",
                        "TAG_RENAMED",
                        "TAG_DELETED",
                        "TAGGED",
                        "UNTAGGED",
                        "CODE_MADE",
                        "CODE_RENEWED",
                        "CODE_CHANGED",
                        "CODE_ARCHIVED"
                    })
            String action,

            String subject,
            @Nullable String former,
            int people,
            String by,
            Instant at) {}
}
