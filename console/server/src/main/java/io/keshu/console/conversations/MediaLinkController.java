package io.keshu.console.conversations;

import io.keshu.channels.api.MediaUnavailableException;
import io.keshu.channels.api.StoredMedia;
import io.keshu.console.web.Words;
import io.keshu.domain.conversion.SignedMediaLinks;
import io.keshu.domain.media.MediaItem;
import io.keshu.domain.media.MediaLibrary;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/**
 * Shows media to customers whose channel could not carry them. Whoever has the address may look, until it runs out. Forged addresses are
 * told from true ones before anything is read, so that guessing costs nobody but the guesser.
 */
@RestController
class MediaLinkController {

    private static final String PAGE = """
            <!doctype html>
            <html lang="%s"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark"><title>%s</title>
            <style>body{font:16px/1.6 system-ui,sans-serif;margin:20vh auto 0;padding:0 24px;max-width:28em}h1{font-size:20px}</style>
            </head><body><h1>%s</h1><p>%s</p></body></html>
            """;

    private static final String PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

    private final SignedMediaLinks links;
    private final MediaLibrary library;
    private final Words words;
    private final Clock clock;

    MediaLinkController(SignedMediaLinks links, MediaLibrary library, Words words, Clock clock) {
        this.links = links;
        this.library = library;
        this.words = words;
        this.clock = clock;
    }

    @GetMapping(SignedMediaLinks.PATH + "{token}")
    ResponseEntity<Resource> show(@PathVariable String token) {
        SignedMediaLinks.Token read = links.read(token);
        if (read instanceof SignedMediaLinks.Token.Forged) {
            return page(HttpStatus.NOT_FOUND, "unknown");
        }
        if (!(read instanceof SignedMediaLinks.Token.Good good)) {
            return page(HttpStatus.GONE, "expired");
        }
        Optional<MediaItem> item = library.item(good.media());
        StoredMedia stored = item.map(MediaItem::stored).orElse(null);
        return stored == null
                ? page(HttpStatus.GONE, "gone")
                : MediaAnswer.of(library, item.orElseThrow(), stored, false, until(good.until()));
    }

    /** Not longer than the address is good for. */
    private CacheControl until(Instant end) {
        return CacheControl.maxAge(Duration.between(clock.instant(), end)).cachePrivate();
    }

    /** The bytes may be gone though what is known of them is there. */
    @ExceptionHandler
    ResponseEntity<Resource> away(MediaUnavailableException e) {
        return e.gone() ? page(HttpStatus.GONE, "gone") : page(HttpStatus.SERVICE_UNAVAILABLE, "away");
    }

    private ResponseEntity<Resource> page(HttpStatus status, String what) {
        String title = HtmlUtils.htmlEscape(words.say("link." + what));
        String text = HtmlUtils.htmlEscape(words.say("link." + what + ".text"));
        String language = LocaleContextHolder.getLocale().getLanguage();
        return ResponseEntity.status(status)
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noStore())
                .header("Content-Security-Policy", PAGE_POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                .body(new ByteArrayResource(
                        PAGE.formatted(language, title, title, text).getBytes(StandardCharsets.UTF_8)));
    }
}
