package io.keshu.channels.weixin.inbound;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.ChannelType;
import io.keshu.channels.api.InboundSink;
import io.keshu.channels.api.WebhookReply;
import io.keshu.channels.api.WebhookReply.Outcome;
import io.keshu.channels.api.WebhookRequest;
import io.keshu.channels.weixin.config.PerAccount;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers WeChat's calls as far as they are the same on all its platforms: the handshake, and what is refused. Thread-safe. */
public final class CallbackDoor {

    private static final String PLAIN_TEXT = "text/plain;charset=utf-8";
    private static final String LINE = "event={}_call_refused outcome={} account={} traceId={} detail=\"{}\"";
    private static final int MAX_LOGGED = 100;
    private static final Logger log = LoggerFactory.getLogger(CallbackDoor.class);

    /** What is done with an authentic message. */
    public interface Handler {

        /** @param arrived by {@link System#nanoTime} */
        CompletionStage<WebhookReply> message(
                CallbackAccount account,
                CallbackOpener.Opened.Message message,
                WebhookRequest request,
                InboundSink sink,
                long arrived);
    }

    private final ChannelType type;
    private final ChannelAccounts accounts;
    private final CallbackOpener opener;
    private final Set<String> mediaTypes;
    private final Handler handler;
    private final PerAccount<CallbackAccount> prepared = new PerAccount<>(CallbackAccount::of);

    /** @param mediaTypes of the bodies that are taken, in small letters; a call that states none is taken too */
    public CallbackDoor(
            ChannelType type,
            ChannelAccounts accounts,
            CallbackOpener opener,
            Set<String> mediaTypes,
            Handler handler) {
        this.type = type;
        this.accounts = accounts;
        this.opener = opener;
        this.mediaTypes = Set.copyOf(mediaTypes);
        this.handler = handler;
    }

    /** As {@link io.keshu.channels.api.WebhookChannel#receive}. */
    public CompletionStage<WebhookReply> receive(WebhookRequest request, InboundSink sink) {
        long arrived = System.nanoTime();
        boolean post = request.method().equals("POST");
        if (!post && !request.method().equals("GET")) {
            return completedFuture(refuse(request, Outcome.METHOD_NOT_ALLOWED, request.method()));
        }
        CallbackAccount account = accounts.find(type, request.accountKey())
                .filter(found -> found.enabled())
                .map(prepared::of)
                .orElse(null);
        if (account == null) {
            return completedFuture(refuse(request, Outcome.UNKNOWN_ACCOUNT, "unknown or disabled"));
        }
        return post ? message(account, request, sink, arrived) : completedFuture(handshake(account, request));
    }

    private WebhookReply handshake(CallbackAccount account, WebhookRequest request) {
        Outcome refusal = opener.checkSigned(account, request.query());
        if (refusal != null) {
            return refuse(request, refusal, "handshake");
        }
        String echo = request.query().get("echostr");
        if (echo == null || echo.isEmpty()) {
            return refuse(request, Outcome.MALFORMED, "no echostr");
        }
        return answer(Outcome.HANDSHAKE, 200, echo);
    }

    private CompletionStage<WebhookReply> message(
            CallbackAccount account, WebhookRequest request, InboundSink sink, long arrived) {
        if (!isTaken(request.contentType())) {
            return completedFuture(refuse(request, Outcome.WRONG_MEDIA_TYPE, String.valueOf(request.contentType())));
        }
        if (request.body().length == 0) {
            return completedFuture(refuse(request, Outcome.MALFORMED, "empty body"));
        }
        CallbackOpener.Opened opened = opener.open(account, request);
        if (opened instanceof CallbackOpener.Opened.Refused refused) {
            return completedFuture(refuse(request, refused.outcome(), refused.detail()));
        }
        return handler.message(account, (CallbackOpener.Opened.Message) opened, request, sink, arrived);
    }

    private boolean isTaken(@Nullable String contentType) {
        if (contentType == null || contentType.isBlank()) {
            return true;
        }
        int parameters = contentType.indexOf(';');
        String media = (parameters < 0 ? contentType : contentType.substring(0, parameters)).strip();
        return mediaTypes.contains(media.toLowerCase(Locale.ROOT));
    }

    private WebhookReply refuse(WebhookRequest request, Outcome outcome, String detail) {
        // The hub counts refusals and writes of them as much as a log can bear; strangers choose how many there are.
        if (log.isDebugEnabled()) {
            log.debug(LINE, type, outcome, logged(request.accountKey()), request.traceId(), logged(detail));
        }
        int status = switch (outcome) {
            case BAD_SIGNATURE, WRONG_APP, STALE -> 403;
            case UNKNOWN_ACCOUNT -> 404;
            case METHOD_NOT_ALLOWED -> 405;
            case TOO_LARGE -> 413;
            case WRONG_MEDIA_TYPE -> 415;
            case BAD_ENCRYPTION, MALFORMED -> 400;
            case UNAVAILABLE -> 503;
            case ACCEPTED, DUPLICATE, HANDSHAKE -> throw new IllegalArgumentException("No refusal: " + outcome);
        };
        return answer(outcome, status, outcome.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    /**
     * Acknowledges an authentic message that belongs to nobody: anything but {@code success} would bring it back and show a fault to
     * whoever did send it.
     */
    public WebhookReply withoutSender(WebhookRequest request) {
        warn(request, Outcome.MALFORMED, "authentic, but without a sender");
        return answer(Outcome.MALFORMED, 200, "success");
    }

    /** Writes of something that an authentic call brought about. */
    public void warn(WebhookRequest request, Outcome outcome, String detail) {
        log.warn(LINE, type, outcome, logged(request.accountKey()), request.traceId(), logged(detail));
    }

    /** Strangers choose these words: no line breaks, no endless lines. */
    private static String logged(String text) {
        String cut = text.length() > MAX_LOGGED ? text.substring(0, MAX_LOGGED) : text;
        return cut.replaceAll("[\\p{Cntrl}\"]", "?");
    }

    /** An answer of a few words. */
    public static WebhookReply answer(Outcome outcome, int status, String body) {
        return new WebhookReply(outcome, status, PLAIN_TEXT, body.getBytes(StandardCharsets.UTF_8), null);
    }
}
