package io.keshu.console.conversations;

import io.keshu.channels.api.MediaId;
import io.keshu.channels.api.MediaUnavailableException;
import io.keshu.channels.api.StoredMedia;
import io.keshu.console.session.CurrentAgent;
import io.keshu.console.session.SignedInAgent;
import io.keshu.console.web.Fails;
import io.keshu.console.web.Ids;
import io.keshu.console.web.ProblemException;
import io.keshu.domain.media.BlobRef;
import io.keshu.domain.media.MediaItem;
import io.keshu.domain.media.MediaLibrary;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.AbstractResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves media to agents. What strangers sent never runs here: only pictures, audio and video are shown in place, under the type found in
 * their bytes; everything else is a download, and all of it in a sandbox. Content under an id never changes, so browsers may keep it.
 */
@RestController
@RequestMapping("/api/media/{id}")
@Tag(name = "media")
class MediaContentController {

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

    private static final Logger log = LoggerFactory.getLogger(MediaContentController.class);

    private final MediaLibrary library;

    MediaContentController(MediaLibrary library) {
        this.library = library;
    }

    @GetMapping
    @Operation(operationId = "media")
    @Fails(status = 404, codes = "media.unknown")
    ResponseEntity<Resource> content(@PathVariable String id, @RequestParam(defaultValue = "false") boolean download) {
        MediaItem item = item(id);
        StoredMedia stored = item.stored();
        if (stored == null) {
            throw unknown();
        }
        boolean shown = !download && SHOWN.contains(stored.contentType());
        ContentDisposition disposition = (shown ? ContentDisposition.inline() : ContentDisposition.attachment())
                .filename(stored.fileName().isEmpty() ? "media-" + id : stored.fileName(), StandardCharsets.UTF_8)
                .build();
        return answer(new BlobRef(stored.sha256(), stored.sizeBytes()), disposition)
                .contentType(
                        SHOWN.contains(stored.contentType())
                                ? MediaType.parseMediaType(stored.contentType())
                                : MediaType.APPLICATION_OCTET_STREAM)
                .body(new Bytes(library, new BlobRef(stored.sha256(), stored.sizeBytes())));
    }

    @GetMapping("/thumbnail")
    @Operation(operationId = "mediaThumbnail")
    @Fails(status = 404, codes = "media.unknown")
    ResponseEntity<Resource> thumbnail(@PathVariable String id) {
        BlobRef thumbnail = item(id).thumbnail();
        if (thumbnail == null) {
            throw unknown();
        }
        return answer(thumbnail, ContentDisposition.inline().build())
                .contentType(MediaType.IMAGE_JPEG)
                .body(new Bytes(library, thumbnail));
    }

    @PostMapping("/retry")
    @Operation(operationId = "retryMedia")
    @Fails(status = 404, codes = "media.unknown")
    @Fails(status = 409, codes = "media.not_lost")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void retry(@PathVariable String id, @CurrentAgent SignedInAgent agent) {
        MediaItem item = item(id);
        if (!library.retry(item.id())) {
            throw ProblemException.of(HttpStatus.CONFLICT, "media.not_lost");
        }
        log.info("event=media_retried media={} agent={} traceId={}", id, agent.id(), item.traceId());
    }

    private MediaItem item(String id) {
        return library.item(Ids.parse(id, MediaId::new, MediaContentController::unknown))
                .orElseThrow(MediaContentController::unknown);
    }

    private static ResponseEntity.BodyBuilder answer(BlobRef blob, ContentDisposition disposition) {
        return ResponseEntity.ok()
                .eTag('"' + blob.sha256() + '"')
                .cacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePrivate().immutable())
                .header(HttpHeaders.CONTENT_DISPOSITION, disposition.toString())
                .header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff");
    }

    @ExceptionHandler
    ResponseEntity<Void> away(MediaUnavailableException e) {
        return ResponseEntity.status(e.gone() ? HttpStatus.NOT_FOUND : HttpStatus.SERVICE_UNAVAILABLE)
                .build();
    }

    private static ProblemException unknown() {
        return ProblemException.of(HttpStatus.NOT_FOUND, "media.unknown");
    }

    /** Read piece by piece; of a range only what it needs, since skipping costs nothing. */
    private static final class Bytes extends AbstractResource {
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
