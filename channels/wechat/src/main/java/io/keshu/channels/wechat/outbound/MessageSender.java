package io.keshu.channels.wechat.outbound;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.ChannelCapability;
import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.DeliveryProblem.Reason;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.MediaId;
import io.keshu.channels.api.MediaStore;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.OutboundMessage;
import io.keshu.channels.api.TextLimit;
import io.keshu.channels.wechat.client.SendOutcome;
import io.keshu.channels.wechat.client.WechatClient;
import io.keshu.channels.wechat.config.WechatMediaProperties;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends customer-service messages and says how that ended. Thread-safe. */
public final class MessageSender {

    /** More are refused with 45008. */
    public static final int MOST_ARTICLES = 1;

    /** Media that WeChat was told of and doesn't know (any more). */
    private static final int UNKNOWN_MEDIA = 40007;

    /** Out of the ordinary while typing: nothing was exchanged lately, or it shows already. */
    private static final Set<Integer> TYPING_UNWANTED = Set.of(45072, 45080, 45081);

    /** After an upload that took longer than this the message leaves in the next attempt, so that no attempt takes too long. */
    private static final Duration UPLOAD_AND_SEND = Duration.ofSeconds(2);

    private static final Logger log = LoggerFactory.getLogger(MessageSender.class);

    private final ChannelAccounts accounts;
    private final WechatClient client;
    private final Set<ChannelCapability> carried;
    private final TextLimit limit;
    private final MediaUploader uploader;

    /** @param carried what the channel declares */
    public MessageSender(
            ChannelAccounts accounts,
            WechatClient client,
            MediaStore media,
            WechatMediaProperties properties,
            Set<ChannelCapability> carried,
            TextLimit limit) {
        this.accounts = accounts;
        this.client = client;
        this.carried = carried;
        this.limit = limit;
        this.uploader = new MediaUploader(client, media, properties);
    }

    /** As {@link io.keshu.channels.api.Channel#deliver}. */
    public DeliveryResult deliver(OutboundMessage message) {
        Optional<ChannelAccount> account = accounts.find(message.to().account()).filter(ChannelAccount::enabled);
        if (account.isEmpty()) {
            return rejected(Reason.ACCOUNT_DISABLED, "The account is switched off or gone");
        }
        OutboundContent content = message.content();
        if (!carried.contains(ChannelCapability.toSend(content))) {
            return rejected(Reason.KIND_NOT_CARRIED, content.getClass().getSimpleName());
        }
        if (content instanceof OutboundContent.Text text && !limit.allows(text.text())) {
            return rejected(Reason.CONTENT_TOO_LONG, "Longer than " + limit.max() + " bytes");
        }
        if (content instanceof OutboundContent.Articles articles
                && articles.articles().size() > MOST_ARTICLES) {
            return rejected(Reason.CONTENT_TOO_LONG, "WeChat shows one article in a message");
        }
        String openid = message.to().user().value();
        if (content instanceof OutboundContent.Template template) {
            return Results.of(client.send(account.get(), openid, message.id(), template));
        }
        return OutboundContent.mediaOf(content)
                .map(media -> withMedia(account.get(), openid, content, media))
                .orElseGet(() -> Results.of(client.send(account.get(), openid, content, MediaId::toString)));
    }

    /**
     * What WeChat calls the media of this content if it has them already, so that it can be sent without an upload; "" if it shows
     * none, empty if they would have to be uploaded first.
     */
    public Optional<String> uploadedMedia(ChannelAccount account, OutboundContent content) {
        return OutboundContent.mediaOf(content)
                .map(media -> uploader.known(account, media, MediaLimits.type(content)))
                .orElse(Optional.of(""));
    }

    private DeliveryResult withMedia(ChannelAccount account, String openid, OutboundContent content, MediaId media) {
        long started = System.nanoTime();
        MediaUploader.Brought brought = uploader.bring(account, media, MediaLimits.type(content));
        if (brought instanceof MediaUploader.Brought.Not not) {
            return not.end();
        }
        MediaUploader.Brought.There there = (MediaUploader.Brought.There) brought;
        if (!there.before() && System.nanoTime() - started > UPLOAD_AND_SEND.toNanos()) {
            return new DeliveryResult.RetryLater(
                    Duration.ZERO,
                    new DeliveryProblem(
                            Reason.PROVIDER_BUSY, "", "Uploaded; the message follows with the next attempt"));
        }
        SendOutcome outcome = client.send(account, openid, content, id -> there.mediaId());
        if (outcome instanceof SendOutcome.Refused refused && refused.code() == UNKNOWN_MEDIA && there.before()) {
            client.forget(account, there.content());
            return new DeliveryResult.RetryLater(
                    Duration.ZERO,
                    new DeliveryProblem(Reason.MEDIA_MISSING, Integer.toString(UNKNOWN_MEDIA), refused.message()));
        }
        return Results.of(outcome);
    }

    /** As {@link io.keshu.channels.api.TypingSignal#typing}. */
    public void typing(ChannelAddress to, boolean typing) {
        Optional<ChannelAccount> account = accounts.find(to.account()).filter(ChannelAccount::enabled);
        if (account.isEmpty()) {
            return;
        }
        SendOutcome outcome = client.typing(account.get(), to.user().value(), typing);
        boolean unwanted = outcome instanceof SendOutcome.Refused refused && TYPING_UNWANTED.contains(refused.code());
        if (!(outcome instanceof SendOutcome.Taken) && !unwanted) {
            log.info(
                    "event=wechat_typing_not_shown account={} detail=\"{}\"",
                    account.get().key(),
                    outcome);
        }
    }

    private static DeliveryResult rejected(Reason reason, String detail) {
        return new DeliveryResult.Rejected(new DeliveryProblem(reason, "", detail));
    }
}
