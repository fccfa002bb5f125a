package io.keshu.channels.wechat.inbound;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.keshu.channels.api.Acceptance;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.ChannelType;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.InboundEnvelope;
import io.keshu.channels.api.InboundSink;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.PassiveReply;
import io.keshu.channels.api.TextLimit;
import io.keshu.channels.api.WebhookReply;
import io.keshu.channels.api.WebhookReply.Outcome;
import io.keshu.channels.api.WebhookRequest;
import io.keshu.channels.wechat.config.PerAccount;
import io.keshu.channels.wechat.config.WechatProperties;
import io.keshu.channels.wechat.convert.InboundConverter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers WeChat's calls. A message is acknowledged with {@code success} once the sink has stored it. An authentic message without a sender
 * is acknowledged too, though it can't be stored: it belongs to nobody, and anything but {@code success} would bring it back three times and
 * show a fault to whoever did send it; it leaves a log line and the outcome {@link Outcome#MALFORMED}. Thread-safe.
 */
public final class WebhookReceiver {

    private static final String PLAIN_TEXT = "text/plain;charset=utf-8";
    private static final String XML = "text/xml;charset=utf-8";
    private static final String LINE = "event=wechat_call_refused outcome={} account={} traceId={} detail=\"{}\"";
    private static final int MAX_LOGGED = 100;
    private static final Logger log = LoggerFactory.getLogger(WebhookReceiver.class);

    private final ChannelType type;
    private final ChannelAccounts accounts;
    private final WechatProperties properties;
    private final TextLimit textLimit;
    private final BiFunction<ChannelAccount, OutboundContent, Optional<String>> uploadedMedia;
    private final Clock clock;
    private final CallbackOpener opener;
    private final PassiveAnswer passiveAnswer;
    private final PerAccount<CallbackAccount> prepared = new PerAccount<>(CallbackAccount::of);

    /**
     * @param uploadedMedia what WeChat calls the media of a content, "" if it shows none; empty if they would have to be uploaded, which
     *     takes longer than WeChat waits
     */
    public WebhookReceiver(
            ChannelType type,
            ChannelAccounts accounts,
            WechatProperties properties,
            TextLimit textLimit,
            BiFunction<ChannelAccount, OutboundContent, Optional<String>> uploadedMedia,
            Clock clock) {
        this.type = type;
        this.accounts = accounts;
        this.properties = properties;
        this.textLimit = textLimit;
        this.uploadedMedia = uploadedMedia;
        this.clock = clock;
        this.opener = new CallbackOpener(properties, clock);
        this.passiveAnswer = new PassiveAnswer(clock);
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
        if (!isXml(request.contentType())) {
            return completedFuture(refuse(request, Outcome.WRONG_MEDIA_TYPE, String.valueOf(request.contentType())));
        }
        if (request.body().length == 0) {
            return completedFuture(refuse(request, Outcome.MALFORMED, "empty body"));
        }
        CallbackOpener.Opened opened = opener.open(account, request);
        if (opened instanceof CallbackOpener.Opened.Refused refused) {
            return completedFuture(refuse(request, refused.outcome(), refused.detail()));
        }
        CallbackOpener.Opened.Message message = (CallbackOpener.Opened.Message) opened;
        Optional<InboundEnvelope> envelope =
                InboundConverter.envelope(account.account().id(), message.fields(), message.xml(), clock.instant());
        if (envelope.isEmpty()) {
            warn(request, Outcome.MALFORMED, "authentic, but without a sender");
            return completedFuture(answer(Outcome.MALFORMED, 200, "success"));
        }
        return sink.submit(envelope.get()).thenCompose(acceptance -> {
            Outcome outcome = acceptance.kind() == Acceptance.Kind.NEW ? Outcome.ACCEPTED : Outcome.DUPLICATE;
            return passiveReply(account, envelope.get(), acceptance, arrived)
                    .thenApply(passive -> passive.map(reply -> carrying(outcome, account, message, reply, request))
                            .orElseGet(() -> answer(outcome, 200, "success")));
        });
    }

    private CompletionStage<Optional<PassiveReply>> passiveReply(
            CallbackAccount account, InboundEnvelope envelope, Acceptance acceptance, long arrived) {
        if (!account.settings().passiveReply() || !canBeAnswered(envelope.content())) {
            return completedFuture(Optional.empty());
        }
        Duration left = properties.passiveReplyBudget().minusNanos(System.nanoTime() - arrived);
        return left.isNegative() || left.isZero()
                ? completedFuture(Optional.empty())
                : acceptance.replyWithin(
                        left, content -> mediaIfWritable(account, content).isPresent());
    }

    /** WeChat throws away what answers somebody who has just left, and nobody is there to read what answers a receipt. */
    private static boolean canBeAnswered(InboundContent content) {
        return !(content instanceof InboundContent.Unsubscribed || content instanceof InboundContent.DeliveryReceipt);
    }

    private WebhookReply carrying(
            Outcome outcome,
            CallbackAccount account,
            CallbackOpener.Opened.Message message,
            PassiveReply reply,
            WebhookRequest request) {
        OutboundContent content = reply.message().content();
        Optional<String> mediaId = mediaIfWritable(account, content);
        if (mediaId.isEmpty()) {
            // What answered an earlier try has left WeChat meanwhile; it would show the customer a fault in its place.
            reply.unclear("not what WeChat takes in an answer any more: "
                    + content.getClass().getSimpleName());
            warn(request, outcome, "passive reply can't be written any more");
            return answer(outcome, 200, "success");
        }
        String to = reply.message().to().user().value();
        byte[] body = passiveAnswer.write(account, message, to, content, mediaId.get());
        return new WebhookReply(outcome, 200, XML, body, reply);
    }

    /** What WeChat calls the content's media, "" if it shows none; empty if the content can't be written into an answer now. */
    private Optional<String> mediaIfWritable(CallbackAccount account, OutboundContent content) {
        if (content instanceof OutboundContent.Text text) {
            return textLimit.allows(text.text()) ? Optional.of("") : Optional.empty();
        }
        if (content instanceof OutboundContent.Articles articles) {
            // One is all that WeChat shows in an answer.
            return articles.articles().size() == 1 ? Optional.of("") : Optional.empty();
        }
        boolean media = content instanceof OutboundContent.Image
                || content instanceof OutboundContent.Voice
                || content instanceof OutboundContent.Video
                || content instanceof OutboundContent.Music;
        return media ? uploadedMedia.apply(account.account(), content) : Optional.empty();
    }

    private static boolean isXml(@Nullable String contentType) {
        if (contentType == null || contentType.isBlank()) {
            return true;
        }
        int parameters = contentType.indexOf(';');
        String media = (parameters < 0 ? contentType : contentType.substring(0, parameters)).strip();
        return media.equalsIgnoreCase("text/xml") || media.equalsIgnoreCase("application/xml");
    }

    private static WebhookReply refuse(WebhookRequest request, Outcome outcome, String detail) {
        // The hub counts refusals and writes of them as much as a log can bear; strangers choose how many there are.
        if (log.isDebugEnabled()) {
            log.debug(LINE, outcome, logged(request.accountKey()), request.traceId(), logged(detail));
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

    private static void warn(WebhookRequest request, Outcome outcome, String detail) {
        log.warn(LINE, outcome, logged(request.accountKey()), request.traceId(), logged(detail));
    }

    /** Strangers choose these words: no line breaks, no endless lines. */
    private static String logged(String text) {
        String cut = text.length() > MAX_LOGGED ? text.substring(0, MAX_LOGGED) : text;
        return cut.replaceAll("[\\p{Cntrl}\"]", "?");
    }

    private static WebhookReply answer(Outcome outcome, int status, String body) {
        return new WebhookReply(outcome, status, PLAIN_TEXT, body.getBytes(StandardCharsets.UTF_8), null);
    }
}
