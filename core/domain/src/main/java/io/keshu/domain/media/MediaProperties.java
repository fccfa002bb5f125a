package io.keshu.domain.media;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the bytes say of themselves.
 *
 * @param contentType lower case, without parameters; {@code application/octet-stream} if nothing is recognised
 * @param width in pixels, 0 if unknown
 * @param height in pixels, 0 if unknown
 * @param duration null if unknown or nothing that plays
 */
public record MediaProperties(
        String contentType, int width, int height, @Nullable Duration duration) {}
