package io.keshu.console.conversations;

import io.keshu.channels.api.MediaKind;
import io.keshu.channels.api.MediaLimit;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What may be uploaded as media of one kind.
 *
 * @param contentTypes empty for any
 */
@Schema(name = "MediaLimit")
record MediaLimitView(
        @Schema(allowableValues = {"image", "voice", "video", "file", "thumbnail"})
        String kind,

        long maxBytes,
        List<String> contentTypes,
        @Nullable Long maxSeconds) {

    static MediaLimitView of(MediaKind kind, MediaLimit limit) {
        Duration longest = limit.maxDuration();
        return new MediaLimitView(
                kind.name().toLowerCase(Locale.ROOT),
                limit.maxBytes(),
                limit.contentTypes().stream().sorted().toList(),
                longest == null ? null : longest.toSeconds());
    }
}
