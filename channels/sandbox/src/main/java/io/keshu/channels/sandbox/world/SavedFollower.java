package io.keshu.channels.sandbox.world;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A follower over a restart.
 *
 * @param tags null in what was kept before there were tags
 * @param remark null in what was kept before there were remarks
 * @param scene the scene through which she followed, if any
 * @param consents null in what was kept before there were any
 */
record SavedFollower(
        String openid,
        long number,
        String name,
        boolean following,
        Instant since,
        @Nullable Instant lastExchange,
        List<ReplyWindow.Granted> grants,
        List<ChatEntry> chat,
        @Nullable List<Integer> tags,
        @Nullable String remark,
        @Nullable String scene,
        @Nullable Map<String, Integer> consents) {}
