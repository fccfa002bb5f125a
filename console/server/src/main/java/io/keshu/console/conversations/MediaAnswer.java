package io.keshu.console.conversations;

import io.keshu.channels.api.StoredMedia;
import io.keshu.domain.media.BlobRef;
import io.keshu.domain.media.MediaItem;
import io.keshu.domain.media.MediaLibrary;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.AbstractResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * How media are served. What strangers sent never runs here: only pictures, audio and video are shown in place, under the type found in
 * their bytes; everything else is a download, and all of it in a sandbox.
 */
final class MediaAnswer {

    private static final Set<String> SHOWN = Set.of(
            "image/jpeg",
            "image/png",
            "image/gif",
            "image/webp",
            "image/bmp",
            "audio/amr",
            "audio/mpeg",
            "audio/mp4",
            "audio/ogg",
            "audio/wav",
            "video/mp4",
            "video/webm",
            "video/quicktime");

    private static final String POLICY = "sandbox; default-src 'none'";

    private MediaAnswer() {}

    static ResponseEntity<Resource> of(
            MediaLibrary library, MediaItem item, StoredMedia stored, boolean download, CacheControl kept) {
        boolean shown = !download && SHOWN.contains(stored.contentType());
        String name = stored.fileName().isEmpty() ? "media-" + item.id() : stored.fileName();
        ContentDisposition disposition = (shown ? ContentDisposition.inline() : ContentDisposition.attachment())
                .filename(name, StandardCharsets.UTF_8)
                .build();
        BlobRef blob = new BlobRef(stored.sha256(), stored.sizeBytes());
        return of(blob, disposition, kept)
                .contentType(
                        SHOWN.contains(stored.contentType())
                                ? MediaType.parseMediaType(stored.contentType())
                                : MediaType.APPLICATION_OCTET_STREAM)
                .body(new Bytes(library, blob));
    }

    static ResponseEntity.BodyBuilder of(BlobRef blob, ContentDisposition disposition, CacheControl kept) {
        return ResponseEntity.ok()
                .eTag('"' + blob.sha256() + '"')
                .cacheControl(kept)
                .header(HttpHeaders.CONTENT_DISPOSITION, disposition.toString())
                .header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff");
    }

    /** Read piece by piece; of a range only what it needs, since skipping costs nothing. */
    static final class Bytes extends AbstractResource {
        private final MediaLibrary library;
        private final BlobRef blob;

        Bytes(MediaLibrary library, BlobRef blob) {
            this.library = library;
            this.blob = blob;
        }

        @Override
        public String getDescription() {
            return "blob " + blob.sha256();
        }

        @Override
        public boolean exists() {
            return true;
        }

        @Override
        public long contentLength() {
            return blob.size();
        }

        @Override
        public InputStream getInputStream() {
            return library.open(blob, 0);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Bytes bytes && bytes.blob.equals(blob);
        }

        @Override
        public int hashCode() {
            return blob.hashCode();
        }
    }
}
