package io.keshu.channels.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the hub knows of media that it keeps.
 *
 * @param contentType as found in the bytes, in lower case without parameters; never what somebody claimed
 * @param sizeBytes greater than 0
 * @param sha256 of the bytes, in lower-case hexadecimal digits: equal content has the same
 * @param fileName as it was called where it came from; empty if unknown
 * @param width of a picture in pixels, 0 if unknown
 * @param height of a picture in pixels, 0 if unknown
 * @param duration how long it plays, null if unknown or nothing that plays
 */
public record StoredMedia(
        MediaId id,
        String contentType,
        long sizeBytes,
        String sha256,
        String fileName,
        int width,
        int height,
        @Nullable Duration duration) {}
