package io.keshu.bot.audience;

import io.keshu.channels.api.ProviderProblem;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How much is known of an account's followers.
 *
 * @param readAt when all of them were last read; null if never
 * @param reading whether somebody is reading them now
 * @param problem why the last reading did not end well
 */
public record AudienceState(
        long followers,
        @Nullable Instant readAt,
        boolean reading,
        @Nullable ProviderProblem problem) {}
