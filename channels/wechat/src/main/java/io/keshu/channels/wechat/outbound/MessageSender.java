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
import io.keshu.channels.wechat.client.WechatClient;
import io.keshu.channels.wechat.config.WechatMediaProperties;
import io.keshu.channels.weixin.outbound.MediaUploader;
import io.keshu.channels.weixin.outbound.Results;
import io.keshu.channels.weixin.outbound.TypingShown;
import java.util.Optional;
import java.util.Set;

/** Sends customer-service messages and says how that ended. Thread-safe. */
public final class MessageSender {

    /** More are refused with 45008. */
    public static final int MOST_ARTICLES = 1;

    private final ChannelAccounts accounts;
    private final WechatClient client;
    private final Set<ChannelCapability> carried;
    private final TextLimit limit;
    private final MediaUploader uploader;
    private final TypingShown typing;

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
        this.uploader = new MediaUploader(client.media(), media, MediaLimits.rules(properties));
        this.typing = new TypingShown(accounts, client::typing);
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
        return uploader.send(
                account, media, MediaLimits.type(content), known -> client.send(account, openid, content, id -> known));
    }

    /** As {@link io.keshu.channels.api.TypingSignal#typing}. */
    public void typing(ChannelAddress to, boolean on) {
        typing.show(to, on);
    }

    private static DeliveryResult rejected(Reason reason, String detail) {
        return new DeliveryResult.Rejected(new DeliveryProblem(reason, "", detail));
    }
}
