package io.keshu.console.audience;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A code.
 *
 * @param numbered whether its scene is a number for the provider
 * @param group whose agents a scan asks for; null for none
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
        boolean numbered,
        String name,
        @Nullable Group group,
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

    @Schema(name = "SceneGroup")
    record Group(String id, String name) {}

    /**
     * @param highestNumber the highest scene that is a number, of a code that runs out; 0 if the provider takes no numbers
     * @param highestPermanentNumber of one that doesn't
     * @param longestDays the longest validity of a code that runs out
     * @param next where the next part begins; null at the end
     */
    @Schema(name = "SceneCodePage")
    record Page(
            List<SceneCodeView> items,
            @Nullable String next,
            int longestScene,
            long longestDays,
            int mostPermanent,
            long highestNumber,
            long highestPermanentNumber) {}
}
