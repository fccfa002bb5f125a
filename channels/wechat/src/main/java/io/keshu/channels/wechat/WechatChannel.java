package io.keshu.channels.wechat;

import io.keshu.channels.api.AccountDescriptor;
import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.ChannelCapability;
import io.keshu.channels.api.ChannelType;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.InboundSink;
import io.keshu.channels.api.LimitedText;
import io.keshu.channels.api.OutboundMessage;
import io.keshu.channels.api.TextLimit;
import io.keshu.channels.api.WebhookChannel;
import io.keshu.channels.api.WebhookReply;
import io.keshu.channels.api.WebhookRequest;
import io.keshu.channels.wechat.client.WechatClient;
import io.keshu.channels.wechat.config.AccountForm;
import io.keshu.channels.wechat.config.WechatProperties;
import io.keshu.channels.wechat.inbound.WebhookReceiver;
import io.keshu.channels.wechat.outbound.TextSender;
import java.time.Clock;
import java.util.Set;

/** WeChat official accounts (公众号). */
public final class WechatChannel implements WebhookChannel, LimitedText {

    /** {@code wechat}, as in the address of the webhook. */
    public static final ChannelType TYPE = new ChannelType("wechat");

    /** The content of a text message: 2048 bytes, beyond which WeChat answers 45002. */
    private static final TextLimit TEXT_LIMIT = new TextLimit(2048, TextLimit.Unit.BYTES);

    private final WebhookReceiver receiver;
    private final TextSender sender;

    WechatChannel(ChannelAccounts accounts, WechatClient client, WechatProperties properties, Clock clock) {
        this.receiver = new WebhookReceiver(TYPE, accounts, properties, TEXT_LIMIT, clock);
        this.sender = new TextSender(accounts, client, TEXT_LIMIT);
    }

    @Override
    public ChannelType type() {
        return TYPE;
    }

    @Override
    public Set<ChannelCapability> capabilities() {
        return Set.of(
                ChannelCapability.RECEIVE_TEXT,
                ChannelCapability.RECEIVE_IMAGE,
                ChannelCapability.RECEIVE_VOICE,
                ChannelCapability.RECEIVE_VIDEO,
                ChannelCapability.RECEIVE_LOCATION,
                ChannelCapability.RECEIVE_LINK,
                ChannelCapability.RECEIVE_EVENTS,
                ChannelCapability.SEND_TEXT,
                ChannelCapability.PASSIVE_REPLY);
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
}
