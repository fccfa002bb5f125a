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
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
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

/** Serves media to agents, see {@link MediaAnswer}. Content under an id never changes, so browsers may keep it. */
@RestController
@RequestMapping("/api/media/{id}")
@Tag(name = "media")
class MediaContentController {

    private static final CacheControl KEPT =
            CacheControl.maxAge(Duration.ofDays(365)).cachePrivate().immutable();

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
        return MediaAnswer.of(library, item, stored, download, KEPT);
    }

    @GetMapping("/thumbnail")
    @Operation(operationId = "mediaThumbnail")
    @Fails(status = 404, codes = "media.unknown")
    ResponseEntity<Resource> thumbnail(@PathVariable String id) {
        BlobRef thumbnail = item(id).thumbnail();
        if (thumbnail == null) {
            throw unknown();
        }
        return MediaAnswer.of(thumbnail, ContentDisposition.inline().build(), KEPT)
                .contentType(MediaType.IMAGE_JPEG)
                .body(new MediaAnswer.Bytes(library, thumbnail));
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

    @ExceptionHandler
    ResponseEntity<Void> away(MediaUnavailableException e) {
        return ResponseEntity.status(e.gone() ? HttpStatus.NOT_FOUND : HttpStatus.SERVICE_UNAVAILABLE)
                .build();
    }

    private static ProblemException unknown() {
        return ProblemException.of(HttpStatus.NOT_FOUND, "media.unknown");
    }
}
