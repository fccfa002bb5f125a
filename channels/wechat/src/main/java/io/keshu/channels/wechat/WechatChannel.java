package io.keshu.channels.wechat;

import io.keshu.channels.api.AccountDescriptor;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.ChannelCapability;
import io.keshu.channels.api.ChannelType;
import io.keshu.channels.api.ConditionalMenu;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.InboundSink;
import io.keshu.channels.api.LimitedText;
import io.keshu.channels.api.MenuAnswer;
import io.keshu.channels.api.MenuAudience;
import io.keshu.channels.api.MenuLimits;
import io.keshu.channels.api.MenuPublication;
import io.keshu.channels.api.MenuPublisher;
import io.keshu.channels.api.MenuTree;
import io.keshu.channels.api.OutboundMessage;
import io.keshu.channels.api.PublishedMenu;
import io.keshu.channels.api.TextLimit;
import io.keshu.channels.api.WebhookChannel;
import io.keshu.channels.api.WebhookReply;
import io.keshu.channels.api.WebhookRequest;
import io.keshu.channels.wechat.client.WechatClient;
import io.keshu.channels.wechat.config.AccountForm;
import io.keshu.channels.wechat.config.WechatProperties;
import io.keshu.channels.wechat.inbound.WebhookReceiver;
import io.keshu.channels.wechat.outbound.AccountMenus;
import io.keshu.channels.wechat.outbound.TextSender;
import io.keshu.channels.wechat.outbound.WechatMenuLimits;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/** WeChat official accounts (公众号). */
public final class WechatChannel implements WebhookChannel, LimitedText, MenuPublisher {

    /** {@code wechat}, as in the address of the webhook. */
    public static final ChannelType TYPE = new ChannelType("wechat");

    /** The content of a text message: 2048 bytes, beyond which WeChat answers 45002. */
    private static final TextLimit TEXT_LIMIT = new TextLimit(2048, TextLimit.Unit.BYTES);

    private final WebhookReceiver receiver;
    private final TextSender sender;
    private final AccountMenus menus;

    WechatChannel(ChannelAccounts accounts, WechatClient client, WechatProperties properties, Clock clock) {
        this.receiver = new WebhookReceiver(TYPE, accounts, properties, TEXT_LIMIT, clock);
        this.sender = new TextSender(accounts, client, TEXT_LIMIT);
        this.menus = new AccountMenus(accounts, client.menus());
    }

    @Override
    public ChannelType type() {
        return TYPE;
    }

    @Override
    public Set<ChannelCapability> capabilities() {
        return Set.of(
                ChannelCapability.RECEIVE_TEXT,
                ChannelCapability.RECEIVE_EVENTS,
                ChannelCapability.SEND_TEXT,
                ChannelCapability.PASSIVE_REPLY,
                ChannelCapability.MENU);
    }

    @Override
    public AccountDescriptor accountDescriptor() {
        return AccountForm.describe(TYPE);
    }

    @Override
    public TextLimit textLimit() {
        return TEXT_LIMIT;
    }

    @Override
    public WebhookReply receive(WebhookRequest request, InboundSink sink) {
        return receiver.receive(request, sink);
    }

    @Override
    public DeliveryResult deliver(OutboundMessage message) {
        return sender.deliver(message);
    }

    @Override
    public MenuLimits menuLimits() {
        return WechatMenuLimits.LIMITS;
    }

    @Override
    public MenuPublication publish(ChannelAccountId account, MenuTree tree, List<ConditionalMenu> conditional) {
        return menus.publish(account, tree, conditional);
    }

    @Override
    public MenuAnswer<PublishedMenu> present(ChannelAccountId account) {
        return menus.present(account);
    }

    @Override
    public MenuAnswer<PublishedMenu> delete(ChannelAccountId account) {
        return menus.delete(account);
    }

    @Override
    public MenuAnswer<MenuTree> match(ChannelAccountId account, ExternalUserId customer) {
        return menus.match(account, customer);
    }

    @Override
    public MenuAnswer<List<MenuAudience>> audiences(ChannelAccountId account) {
        return menus.audiences(account);
    }
}
