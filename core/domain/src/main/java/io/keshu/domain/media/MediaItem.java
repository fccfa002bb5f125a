package io.keshu.domain.media;

import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.MediaId;
import io.keshu.channels.api.MediaKind;
import io.keshu.channels.api.StoredMedia;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the hub knows of one picture, recording, video or file.
 *
 * @param message the message that brought it; null for what agents and rules upload
 * @param attempts how often it was claimed for fetching
 * @param stored present exactly when the state is {@link MediaState#STORED}
 * @param thumbnail what stands for it in small, if anything does
 * @param problem why it is late, expired or failed
 */
public record MediaItem(
        MediaId id,
        MediaKind kind,
        MediaState state,
        @Nullable MessageRef message,
        Instant createdAt,
        String traceId,
        int attempts,
        @Nullable StoredMedia stored,
        @Nullable BlobRef thumbnail,
        @Nullable DeliveryProblem problem) {

    /** Media that are there. */
    static MediaItem uploaded(MediaId id, MediaKind kind, Instant at, String traceId, Kept kept) {
        return new MediaItem(id, kind, MediaState.STORED, null, at, traceId, 0, kept.as(id), kept.thumbnail(), null);
    }

    MediaItem stored(Kept kept) {
        return ended(MediaState.STORED, kept.as(id), kept.thumbnail(), null);
    }

    MediaItem lost(MediaState as, DeliveryProblem why) {
        return ended(as, null, null, why);
    }

    /** What is left once the time for its bytes is over. */
    public MediaItem cleared() {
        return ended(MediaState.CLEARED, null, null, null);
    }

    private MediaItem ended(
            MediaState as, @Nullable StoredMedia what, @Nullable BlobRef small, @Nullable DeliveryProblem why) {
        return new MediaItem(id, kind, as, message, createdAt, traceId, attempts, what, small, why);
    }
}
