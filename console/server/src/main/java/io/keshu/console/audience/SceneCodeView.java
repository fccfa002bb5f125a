package io.keshu.console.audience;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A code.
 *
 * @param url what its picture says
 * @param expiresAt null if never
 * @param subscribed how many began to follow by it
 * @param scanned how many scanned it who followed already
 * @param rules the rules that answer its scans
 */
@Schema(name = "SceneCode")
record SceneCodeView(
        String id,
        String scene,
        String name,
        String url,
        Instant madeAt,
        String madeBy,
        @Nullable Instant expiresAt,
        boolean expired,
        boolean archived,
        long version,
        long subscribed,
        long scanned,
        List<RuleName> rules) {

    @Schema(name = "SceneRule")
    record RuleName(String id, String name, boolean enabled) {}

    /**
     * @param longestDays the longest validity of a code that runs out
     * @param next where the next part begins; null at the end
     */
    @Schema(name = "SceneCodePage")
    record Page(
            List<SceneCodeView> items, @Nullable String next, int longestScene, long longestDays, int mostPermanent) {}
}
