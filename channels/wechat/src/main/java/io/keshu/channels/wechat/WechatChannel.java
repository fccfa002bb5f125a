package io.keshu.channels.wechat;

import io.keshu.channels.api.AccountDescriptor;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.ChannelCapability;
import io.keshu.channels.api.ChannelType;
import io.keshu.channels.api.ConditionalMenu;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.InboundSink;
import io.keshu.channels.api.LimitedMedia;
import io.keshu.channels.api.LimitedText;
import io.keshu.channels.api.MediaFetch;
import io.keshu.channels.api.MediaKind;
import io.keshu.channels.api.MediaLimit;
import io.keshu.channels.api.MediaSource;
import io.keshu.channels.api.MediaStore;
import io.keshu.channels.api.MenuAnswer;
import io.keshu.channels.api.MenuAudience;
import io.keshu.channels.api.MenuLimits;
import io.keshu.channels.api.MenuPublication;
import io.keshu.channels.api.MenuPublisher;
import io.keshu.channels.api.MenuTree;
import io.keshu.channels.api.OutboundMessage;
import io.keshu.channels.api.PublishedMenu;
import io.keshu.channels.api.TextLimit;
import io.keshu.channels.api.TypingSignal;
import io.keshu.channels.api.WebhookChannel;
import io.keshu.channels.api.WebhookReply;
import io.keshu.channels.api.WebhookRequest;
import io.keshu.channels.wechat.client.WechatClient;
import io.keshu.channels.wechat.config.AccountForm;
import io.keshu.channels.wechat.config.WechatMediaProperties;
import io.keshu.channels.wechat.config.WechatProperties;
import io.keshu.channels.wechat.inbound.MediaFetcher;
import io.keshu.channels.wechat.inbound.WebhookReceiver;
import io.keshu.channels.wechat.outbound.AccountMenus;
import io.keshu.channels.wechat.outbound.MediaLimits;
import io.keshu.channels.wechat.outbound.MessageSender;
import io.keshu.channels.wechat.outbound.WechatMenuLimits;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** WeChat official accounts (公众号). */
public final class WechatChannel
        implements WebhookChannel, LimitedText, LimitedMedia, MediaSource, TypingSignal, MenuPublisher {

    /** {@code wechat}, as in the address of the webhook. */
    public static final ChannelType TYPE = new ChannelType("wechat");

    /** The content of a text message: 2048 bytes, beyond which WeChat answers 45002. */
    private static final TextLimit TEXT_LIMIT = new TextLimit(2048, TextLimit.Unit.BYTES);

    private static final Set<ChannelCapability> CAPABILITIES = Set.of(
            ChannelCapability.RECEIVE_TEXT,
            ChannelCapability.RECEIVE_IMAGE,
            ChannelCapability.RECEIVE_VOICE,
            ChannelCapability.RECEIVE_VIDEO,
            ChannelCapability.RECEIVE_LOCATION,
            ChannelCapability.RECEIVE_LINK,
            ChannelCapability.RECEIVE_EVENTS,
            ChannelCapability.SEND_TEXT,
            ChannelCapability.SEND_IMAGE,
            ChannelCapability.SEND_VOICE,
            ChannelCapability.SEND_VIDEO,
            ChannelCapability.SEND_MUSIC,
            ChannelCapability.SEND_ARTICLES,
            ChannelCapability.SEND_PUBLISHED,
            ChannelCapability.SEND_MINI_PROGRAM,
            ChannelCapability.SEND_OPTIONS,
            ChannelCapability.SIGNAL_TYPING,
            ChannelCapability.PASSIVE_REPLY,
            ChannelCapability.MENU);

    private final WebhookReceiver receiver;
    private final MediaFetcher fetcher;
    private final MessageSender sender;
    private final AccountMenus menus;
    private final WechatMediaProperties mediaProperties;

    WechatChannel(
            ChannelAccounts accounts,
            WechatClient client,
            MediaStore media,
            WechatProperties properties,
            WechatMediaProperties mediaProperties,
            Clock clock) {
        this.mediaProperties = mediaProperties;
        this.fetcher = new MediaFetcher(accounts, client);
        this.sender = new MessageSender(accounts, client, media, mediaProperties, CAPABILITIES, TEXT_LIMIT);
        this.receiver = new WebhookReceiver(TYPE, accounts, properties, TEXT_LIMIT, sender::uploadedMedia, clock);
        this.menus = new AccountMenus(accounts, client.menus());
    }

    @Override
    public ChannelType type() {
        return TYPE;
    }

    @Override
    public Set<ChannelCapability> capabilities() {
        return CAPABILITIES;
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
    public Map<MediaKind, MediaLimit> mediaLimits() {
        return MediaLimits.taken(mediaProperties);
    }

    @Override
    public Map<MediaKind, MediaRetention> mediaRetention() {
        return MediaLimits.kept(mediaProperties);
    }

    @Override
    public MediaFetch fetchMedia(ChannelAccountId account, String reference, Receiver receiver) {
        return fetcher.fetch(account, reference, receiver);
    }

    @Override
    public void typing(ChannelAddress to, boolean typing) {
        sender.typing(to, typing);
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
