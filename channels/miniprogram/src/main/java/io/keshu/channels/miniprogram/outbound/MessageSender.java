package io.keshu.channels.miniprogram.outbound;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.ChannelCapability;
import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.DeliveryProblem.Reason;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.MediaId;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.OutboundContent.TemplateLink;
import io.keshu.channels.api.OutboundMessage;
import io.keshu.channels.api.TextLimit;
import io.keshu.channels.miniprogram.client.MiniprogramClient;
import io.keshu.channels.miniprogram.config.AccountForm;
import io.keshu.channels.weixin.client.MediaType;
import io.keshu.channels.weixin.config.AccountSettings;
import io.keshu.channels.weixin.outbound.MediaUploader;
import io.keshu.channels.weixin.outbound.Results;
import java.util.Optional;
import java.util.Set;

/** Sends customer-service and subscribe messages and says how that ended. Thread-safe. */
public final class MessageSender {

    /** A link is one card. */
    public static final int MOST_ARTICLES = 1;

    private final ChannelAccounts accounts;
    private final MiniprogramClient client;
    private final MediaUploader uploader;
    private final Set<ChannelCapability> carried;
    private final TextLimit limit;

    /** @param carried what the channel declares */
    public MessageSender(
            ChannelAccounts accounts,
            MiniprogramClient client,
            MediaUploader uploader,
            Set<ChannelCapability> carried,
            TextLimit limit) {
        this.accounts = accounts;
        this.client = client;
        this.uploader = uploader;
        this.carried = carried;
        this.limit = limit;
    }

    /** As {@link io.keshu.channels.api.Channel#deliver}. */
    public DeliveryResult deliver(OutboundMessage message) {
        Optional<ChannelAccount> account = accounts.find(message.to().account()).filter(ChannelAccount::enabled);
        return account.isEmpty()
                ? rejected(Reason.ACCOUNT_DISABLED, "The account is switched off or gone")
                : deliver(account.get(), message.to().user().value(), message.content());
    }

    private DeliveryResult deliver(ChannelAccount account, String openid, OutboundContent content) {
        if (!carried.contains(ChannelCapability.toSend(content))) {
            return rejected(Reason.KIND_NOT_CARRIED, content.getClass().getSimpleName());
        }
        if (content instanceof OutboundContent.Text text && !limit.allows(text.text())) {
            return rejected(Reason.CONTENT_TOO_LONG, "Longer than " + limit.max() + " bytes");
        }
        if (content instanceof OutboundContent.Articles articles
                && articles.articles().size() > MOST_ARTICLES) {
            return rejected(Reason.CONTENT_TOO_LONG, "A mini program shows one link in a message");
        }
        String appId = AccountSettings.of(account).appId();
        if (content instanceof OutboundContent.MiniProgramPage page
                && !page.appId().isBlank()
                && !page.appId().equals(appId)) {
            return rejected(
                    Reason.CONTENT_REFUSED, "A mini program sends pages of its own only, not of " + page.appId());
        }
        if (content instanceof OutboundContent.Template template) {
            return template(account, openid, template, appId);
        }
        return OutboundContent.mediaOf(content)
                .map(media -> uploader.send(
                        account, media, MediaType.IMAGE, known -> client.send(account, openid, content, id -> known)))
                .orElseGet(() -> Results.of(client.send(account, openid, content, MediaId::toString)));
    }

    private DeliveryResult template(
            ChannelAccount account, String openid, OutboundContent.Template template, String appId) {
        TemplateLink link = template.link();
        if (link != null && !appId.equals(link.appId())) {
            return rejected(Reason.CONTENT_REFUSED, "A subscribe message leads to the mini program itself only");
        }
        String page = link == null ? AccountForm.templatePage(account).orElse(null) : link.path();
        return Results.of(client.subscribe(account, openid, template, page));
    }

    private static DeliveryResult rejected(Reason reason, String detail) {
        return new DeliveryResult.Rejected(new DeliveryProblem(reason, "", detail));
    }
}
