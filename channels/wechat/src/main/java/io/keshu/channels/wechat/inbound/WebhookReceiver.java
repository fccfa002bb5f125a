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
import io.keshu.channels.wechat.config.AccountForm;
import io.keshu.channels.wechat.config.WechatProperties;
import io.keshu.channels.wechat.convert.ContentConverter;
import io.keshu.channels.weixin.convert.CallbackXml;
import io.keshu.channels.weixin.convert.InboundConverter;
import io.keshu.channels.weixin.convert.MessageReader;
import io.keshu.channels.weixin.inbound.CallbackAccount;
import io.keshu.channels.weixin.inbound.CallbackDoor;
import io.keshu.channels.weixin.inbound.CallbackOpener;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/**
 * Answers WeChat's calls. A message is acknowledged with {@code success} once the sink has stored it. An authentic message without a sender
 * is acknowledged too, though it can't be stored: it belongs to nobody, and anything but {@code success} would bring it back three times and
 * show a fault to whoever did send it; it leaves a log line and the outcome {@link Outcome#MALFORMED}. Thread-safe.
 */
public final class WebhookReceiver {

    private static final String XML = "text/xml;charset=utf-8";
    private static final MessageReader READER = new ContentConverter();

    private final WechatProperties properties;
    private final TextLimit textLimit;
    private final BiFunction<ChannelAccount, OutboundContent, Optional<String>> uploadedMedia;
    private final Clock clock;
    private final CallbackDoor door;
    private final PassiveAnswer passiveAnswer;

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
        this.properties = properties;
        this.textLimit = textLimit;
        this.uploadedMedia = uploadedMedia;
        this.clock = clock;
        this.door = new CallbackDoor(
                type,
                accounts,
                new CallbackOpener(properties.callbacks(), CallbackXml::read, clock),
                Set.of("text/xml", "application/xml"),
                this::message);
        this.passiveAnswer = new PassiveAnswer(clock);
    }

    /** As {@link io.keshu.channels.api.WebhookChannel#receive}. */
    public CompletionStage<WebhookReply> receive(WebhookRequest request, InboundSink sink) {
        return door.receive(request, sink);
    }

    private CompletionStage<WebhookReply> message(
            CallbackAccount account,
            CallbackOpener.Opened.Message message,
            WebhookRequest request,
            InboundSink sink,
            long arrived) {
        Optional<InboundEnvelope> envelope = InboundConverter.envelope(
                account.account().id(), message.fields(), message.text(), clock.instant(), READER);
        if (envelope.isEmpty()) {
            return completedFuture(door.withoutSender(request));
        }
        return sink.submit(envelope.get()).thenCompose(acceptance -> {
            Outcome outcome = acceptance.kind() == Acceptance.Kind.NEW ? Outcome.ACCEPTED : Outcome.DUPLICATE;
            return passiveReply(account, envelope.get(), acceptance, arrived)
                    .thenApply(passive -> passive.map(reply -> carrying(outcome, account, message, reply, request))
                            .orElseGet(() -> CallbackDoor.answer(outcome, 200, "success")));
        });
    }

    private CompletionStage<Optional<PassiveReply>> passiveReply(
            CallbackAccount account, InboundEnvelope envelope, Acceptance acceptance, long arrived) {
        if (!AccountForm.passiveReply(account.account()) || !canBeAnswered(envelope.content())) {
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
            door.warn(request, outcome, "passive reply can't be written any more");
            return CallbackDoor.answer(outcome, 200, "success");
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
}
