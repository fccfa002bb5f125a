package io.keshu.channels.api;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What may be handed to a channel as media of one kind, after its own conversions: a channel that makes smaller JPEGs of large
 * pictures states the larger size here. What exceeds it is answered with a {@link DeliveryProblem} and never leaves.
 *
 * @param maxBytes at least 1
 * @param contentTypes what is taken, in lower case, such as {@code image/png}; empty for any
 * @param maxDuration how long it may play; null if there is no limit or nothing that plays
 */
public record MediaLimit(
        long maxBytes, Set<String> contentTypes, @Nullable Duration maxDuration) {

    public MediaLimit {
        contentTypes = Set.copyOf(contentTypes);
        if (maxBytes < 1) {
            throw new IllegalArgumentException("A media limit must be at least 1: " + maxBytes);
        }
    }

    /** Whether media of this type are taken. */
    public boolean takes(String contentType) {
        return contentTypes.isEmpty() || contentTypes.contains(contentType);
    }
}
