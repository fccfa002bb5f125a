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

    /** The same with a picture that stands for it in small, unless it has its own. */
    Kept shownBy(@Nullable BlobRef poster) {
        return thumbnail == null ? new Kept(bytes, fileName, properties, poster) : this;
    }

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
