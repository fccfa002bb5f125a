package io.keshu.console.accounts;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One account. Secrets are never shown.
 *
 * @param secretsSet names of the secrets that have a value
 * @param webhookUrl the address to paste at the provider; null if the provider doesn't call the hub
 * @param embedding the HTML to put into the company's pages; null if the channel is on none
 * @param secretsUnreadable whether its secrets were encrypted with another key, so that it is off until they are entered again
 * @param declared whether configuration declares it, and sets it again at each start
 */
record ChannelAccountView(
        String id,
        String type,
        String key,
        String name,
        boolean enabled,
        Map<String, String> settings,
        List<String> secretsSet,
        long version,
        @Nullable String webhookUrl,
        @Nullable String embedding,
        boolean declared,
        boolean secretsUnreadable) {}
