package io.keshu.console.accounts;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;

/**
 * What a form sends.
 *
 * @param version the version that was read; of no meaning for a new account
 */
record ChannelAccountWrite(
        String type,
        String key,
        String name,
        boolean enabled,
        Map<String, String> settings,

        @Schema(description = "A secret left out stays as it is; an empty one is cleared.")
        Map<String, String> secrets,

        long version) {}
