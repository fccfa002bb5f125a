package io.keshu.console.conversations;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A picture, recording, video or file.
 *
 * @param id where it is served; null as long as it is not known yet
 * @param contentType as found in its bytes; null unless stored
 * @param size in bytes
 * @param width in pixels, 0 if unknown
 * @param height in pixels, 0 if unknown
 * @param durationMs how long it plays; null if unknown or nothing that plays
 * @param problem why it is late or lost, in the reader's language
 */
@Schema(name = "Media")
record MediaView(
        @Nullable String id,

        @Schema(allowableValues = {"image", "voice", "video", "file", "thumbnail"})
        String kind,

        @Schema(allowableValues = {"pending", "stored", "expired", "failed", "cleared"})
        String state,

        @Nullable String contentType,
        long size,
        String fileName,
        int width,
        int height,
        @Nullable Long durationMs,
        boolean hasThumbnail,
        @Nullable String problem) {}
