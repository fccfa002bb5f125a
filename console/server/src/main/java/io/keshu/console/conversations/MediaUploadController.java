package io.keshu.console.conversations;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.MediaId;
import io.keshu.channels.api.MediaKind;
import io.keshu.channels.api.MediaLimit;
import io.keshu.channels.api.StoredMedia;
import io.keshu.console.session.CurrentAgent;
import io.keshu.console.session.SignedInAgent;
import io.keshu.console.web.Fails;
import io.keshu.console.web.Ids;
import io.keshu.console.web.ProblemException;
import io.keshu.console.web.Refusals;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.conversation.ConversationQueries;
import io.keshu.domain.media.KeepResult;
import io.keshu.domain.media.MediaItem;
import io.keshu.domain.media.MediaLibrary;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Takes in what an agent is about to send: within the limits of the conversation's channel, and only what it says it is. */
@RestController
@Tag(name = "conversations")
class MediaUploadController {

    private static final long KILO = 1024;
    private static final long MEGA = KILO * KILO;

    private final ConversationQueries queries;
    private final ReplyLimits limits;
    private final MediaLibrary library;
    private final MediaViews views;
    private final Refusals refusals;

    MediaUploadController(
            ConversationQueries queries,
            ReplyLimits limits,
            MediaLibrary library,
            MediaViews views,
            Refusals refusals) {
        this.queries = queries;
        this.limits = limits;
        this.library = library;
        this.views = views;
        this.refusals = refusals;
    }

    @PostMapping(path = "/api/conversations/{id}/media", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Operation(operationId = "uploadMedia")
    @Fails(status = 404, codes = "conversation.unknown")
    @Fails(status = 413, codes = "media.too_large")
    @Fails(status = 415, codes = "media.type_refused")
    @Fails(status = 422, codes = "media.empty, media.too_long, media.too_many_pixels, message.kind_not_carried")
    @ResponseStatus(HttpStatus.CREATED)
    MediaView upload(
            @PathVariable String id,
            @RequestParam
                    @Parameter(schema = @Schema(allowableValues = {"image", "voice", "video", "file", "thumbnail"}))
                    String kind,
            @RequestPart("file") MultipartFile file,
            @CurrentAgent SignedInAgent agent,
            HttpServletRequest request)
            throws IOException {
        ConversationId conversation = ConversationController.id(id);
        MediaKind as = kind(kind);
        ChannelAccountId account = queries.row(conversation, agent.id())
                .orElseThrow(ConversationController::unknown)
                .identity()
                .address()
                .account();
        MediaLimit limit = Optional.ofNullable(limits.media(account).get(as))
                .orElseThrow(() -> ProblemException.of(HttpStatus.UNPROCESSABLE_CONTENT, "message.kind_not_carried"));
        return kept(file, as, limit, request);
    }

    /** For what is said without a conversation, such as automatic answers: whatever one of the channels carries. */
    @PostMapping(path = "/api/media", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Operation(operationId = "uploadMediaForAnswers")
    @Fails(status = 413, codes = "media.too_large")
    @Fails(status = 415, codes = "media.type_refused")
    @Fails(status = 422, codes = "media.empty, media.too_long, media.too_many_pixels, message.kind_not_carried")
    @ResponseStatus(HttpStatus.CREATED)
    MediaView uploadForAnswers(
            @RequestParam
                    @Parameter(schema = @Schema(allowableValues = {"image", "voice", "video", "file", "thumbnail"}))
                    String kind,
            @RequestPart("file") MultipartFile file,
            HttpServletRequest request)
            throws IOException {
        MediaKind as = kind(kind);
        MediaLimit limit = limits.widest(as)
                .orElseThrow(() -> ProblemException.of(HttpStatus.UNPROCESSABLE_CONTENT, "message.kind_not_carried"));
        return kept(file, as, limit, request);
    }

    /** What is known of media, for whoever uses them again. */
    @GetMapping("/api/media/{id}/about")
    @Operation(operationId = "aboutMedia")
    @Fails(status = 404, codes = "media.unknown")
    MediaView about(@PathVariable String id) {
        return library.item(Ids.parse(id, MediaId::new, MediaUploadController::unknown))
                .map(views::of)
                .orElseThrow(MediaUploadController::unknown);
    }

    private static ProblemException unknown() {
        return ProblemException.of(HttpStatus.NOT_FOUND, "media.unknown");
    }

    private MediaView kept(MultipartFile file, MediaKind as, MediaLimit limit, HttpServletRequest request)
            throws IOException {
        try {
            return keep(file, as, limit);
        } catch (ProblemException e) {
            refusals.refused(Refusals.Reason.UPLOAD, request.getRemoteAddr());
            throw e;
        }
    }

    private MediaView keep(MultipartFile file, MediaKind as, MediaLimit limit) throws IOException {
        if (file.getSize() > limit.maxBytes()) {
            throw tooLarge(limit.maxBytes());
        }
        String name = file.getOriginalFilename();
        MediaLibrary.Upload upload;
        try (InputStream bytes = file.getInputStream()) {
            upload = library.upload(
                    bytes,
                    name == null ? "" : name,
                    as,
                    limit.maxBytes(),
                    limit::takes,
                    ConversationController.traceId());
        }
        if (upload instanceof MediaLibrary.Upload.Refused refused) {
            throw refusal(refused.why());
        }
        MediaItem item = ((MediaLibrary.Upload.Done) upload).item();
        checkDuration(item.stored(), limit);
        return views.of(item);
    }

    private static void checkDuration(@Nullable StoredMedia stored, MediaLimit limit) {
        Duration longest = limit.maxDuration();
        Duration plays = stored == null ? null : stored.duration();
        if (longest != null && plays != null && plays.compareTo(longest) > 0) {
            throw ProblemException.of(HttpStatus.UNPROCESSABLE_CONTENT, "media.too_long", longest.toSeconds());
        }
    }

    private static ProblemException refusal(KeepResult why) {
        if (why instanceof KeepResult.TooManyPixels pixels) {
            return ProblemException.of(
                    HttpStatus.UNPROCESSABLE_CONTENT, "media.too_many_pixels", pixels.width(), pixels.height());
        }
        if (why instanceof KeepResult.TooLarge large) {
            return tooLarge(large.maxBytes());
        }
        return why instanceof KeepResult.OtherType other
                ? ProblemException.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "media.type_refused", other.contentType())
                : ProblemException.of(HttpStatus.UNPROCESSABLE_CONTENT, "media.empty");
    }

    private static ProblemException tooLarge(long maxBytes) {
        String most = maxBytes % MEGA == 0
                ? maxBytes / MEGA + " MB"
                : maxBytes % KILO == 0 ? maxBytes / KILO + " KB" : maxBytes + " B";
        return ProblemException.of(HttpStatus.CONTENT_TOO_LARGE, "media.too_large", most);
    }

    private static MediaKind kind(String kind) {
        for (MediaKind known : MediaKind.values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(kind)) {
                return known;
            }
        }
        throw ConversationController.malformed();
    }
}
