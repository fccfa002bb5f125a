package io.keshu.domain.media;

import io.keshu.channels.api.MediaId;
import io.keshu.channels.api.StoredMedia;
import org.jspecify.annotations.Nullable;

/** Media whose bytes are stored, before they belong to anything. */
public record Kept(
        BlobRef bytes,
        String fileName,
        MediaProperties properties,
        @Nullable BlobRef thumbnail) {

    StoredMedia as(MediaId id) {
        return new StoredMedia(
                id,
                properties.contentType(),
                bytes.size(),
                bytes.sha256(),
                fileName,
                properties.width(),
                properties.height(),
                properties.duration());
    }
}
