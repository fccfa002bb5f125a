package io.keshu.console.letters;

import io.keshu.channels.api.InboundContent;
import io.keshu.console.letters.RemotePictures.Outcome;
import io.keshu.console.web.Fails;
import io.keshu.console.web.Ids;
import io.keshu.console.web.ProblemException;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.conversation.ConversationQueries;
import io.keshu.domain.message.MessageContent;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Pictures that a letter names and does not bring, fetched by the hub when an agent asks to see them, so that whoever sent the letter
 * learns neither where the agent is nor anything of the browser. Callers name the letter and the picture's place in it, never an
 * address: the hub fetches nothing that no customer has sent.
 */
@RestController
@RequestMapping("/api/conversations/{id}/messages/{number}/remote-pictures")
@Tag(name = "conversations")
class RemotePictureController {

    /** As the letter's channel cleaned it, see {@link InboundContent.Mail}. */
    private static final Pattern REMOTE = Pattern.compile("data-remote=\"([^\"]{1,4000})\"");

    private static final Duration KEPT = Duration.ofHours(1);

    private final ConversationQueries conversations;
    private final RemotePictures pictures;

    RemotePictureController(ConversationQueries conversations, RemotePictures pictures) {
        this.conversations = conversations;
        this.pictures = pictures;
    }

    @GetMapping("/{index}")
    @Operation(operationId = "remotePicture")
    @Fails(status = 404, codes = "picture.unknown")
    @Fails(status = 422, codes = "picture.address_refused, picture.no_picture, picture.too_large")
    @Fails(status = 502, codes = "picture.unreachable")
    @Fails(status = 503, codes = "picture.busy")
    ResponseEntity<Resource> picture(@PathVariable String id, @PathVariable int number, @PathVariable int index) {
        Outcome outcome = pictures.fetch(address(id, number, index));
        if (!(outcome instanceof Outcome.Picture picture)) {
            throw problem((Outcome.Problem) outcome);
        }
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(picture.contentType()))
                .cacheControl(CacheControl.maxAge(KEPT).cachePrivate())
                .header("Content-Security-Policy", "sandbox; default-src 'none'")
                .header("X-Content-Type-Options", "nosniff")
                .body(picture.content());
    }

    private String address(String id, int number, int index) {
        ConversationId conversation = Ids.parse(id, ConversationId::new, RemotePictureController::unknown);
        return conversations.messagesFrom(conversation, number, 1).stream()
                .filter(message -> message.number() == number)
                .map(message -> message.content())
                .filter(MessageContent.Received.class::isInstance)
                .map(content -> ((MessageContent.Received) content).content())
                .filter(InboundContent.Mail.class::isInstance)
                .map(content -> ((InboundContent.Mail) content).html())
                .flatMap(html -> REMOTE.matcher(html).results())
                .skip(Math.max(0, index))
                .findFirst()
                .map(found -> unescaped(found.group(1)))
                .orElseThrow(RemotePictureController::unknown);
    }

    /** As it stood before it was written into HTML. */
    private static String unescaped(String attribute) {
        return attribute
                .replace("&quot;", "\"")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }

    private static ProblemException problem(Outcome.Problem problem) {
        return switch (problem) {
            case ADDRESS_REFUSED -> ProblemException.of(HttpStatus.UNPROCESSABLE_CONTENT, "picture.address_refused");
            case NO_PICTURE -> ProblemException.of(HttpStatus.UNPROCESSABLE_CONTENT, "picture.no_picture");
            case TOO_LARGE -> ProblemException.of(HttpStatus.UNPROCESSABLE_CONTENT, "picture.too_large");
            case UNREACHABLE -> ProblemException.of(HttpStatus.BAD_GATEWAY, "picture.unreachable");
            case BUSY -> ProblemException.of(HttpStatus.SERVICE_UNAVAILABLE, "picture.busy");
        };
    }

    private static ProblemException unknown() {
        return ProblemException.of(HttpStatus.NOT_FOUND, "picture.unknown");
    }
}
