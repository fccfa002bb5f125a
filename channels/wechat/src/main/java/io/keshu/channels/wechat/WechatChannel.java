package io.keshu.channels.wechat;

import io.keshu.channels.api.AccountDescriptor;
import io.keshu.channels.api.AudienceDirectory;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.ChannelCapability;
import io.keshu.channels.api.ChannelType;
import io.keshu.channels.api.ConditionalMenu;
import io.keshu.channels.api.ConnectionCheck;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.InboundSink;
import io.keshu.channels.api.LimitedCards;
import io.keshu.channels.api.LimitedMedia;
import io.keshu.channels.api.LimitedReplies;
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
import io.keshu.channels.api.ProviderAnswer;
import io.keshu.channels.api.ProviderProblem;
import io.keshu.channels.api.PublishedMenu;
import io.keshu.channels.api.ReplyPolicy;
import io.keshu.channels.api.SceneCodes;
import io.keshu.channels.api.TemplateAnswer;
import io.keshu.channels.api.TemplateCatalog;
import io.keshu.channels.api.TextLimit;
import io.keshu.channels.api.TypingSignal;
import io.keshu.channels.api.WebhookChannel;
import io.keshu.channels.api.WebhookReply;
import io.keshu.channels.api.WebhookRequest;
import io.keshu.channels.wechat.client.WechatClient;
import io.keshu.channels.wechat.config.AccountForm;
import io.keshu.channels.wechat.config.WechatMediaProperties;
import io.keshu.channels.wechat.config.WechatProperties;
import io.keshu.channels.wechat.inbound.WebhookReceiver;
import io.keshu.channels.wechat.outbound.AccountAudience;
import io.keshu.channels.wechat.outbound.AccountMenus;
import io.keshu.channels.wechat.outbound.AccountScenes;
import io.keshu.channels.wechat.outbound.AccountTemplates;
import io.keshu.channels.wechat.outbound.MediaLimits;
import io.keshu.channels.wechat.outbound.MessageSender;
import io.keshu.channels.wechat.outbound.WechatMenuLimits;
import io.keshu.channels.wechat.outbound.WechatReplyPolicy;
import io.keshu.channels.weixin.inbound.MediaFetcher;
import io.keshu.channels.weixin.outbound.AccountConnection;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** WeChat official accounts (公众号). */
public final class WechatChannel
        implements WebhookChannel,
                LimitedText,
                LimitedMedia,
                LimitedCards,
                LimitedReplies,
                MediaSource,
                TypingSignal,
                MenuPublisher,
                TemplateCatalog,
                AudienceDirectory,
                SceneCodes,
                ConnectionCheck {

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
            ChannelCapability.SEND_TEMPLATE,
            ChannelCapability.SIGNAL_TYPING,
            ChannelCapability.PASSIVE_REPLY,
            ChannelCapability.MENU,
            ChannelCapability.AUDIENCE,
            ChannelCapability.SCENE_CODES);

    private final WebhookReceiver receiver;
    private final MediaFetcher fetcher;
    private final MessageSender sender;
    private final AccountMenus menus;
    private final AccountTemplates templates;
    private final AccountAudience audience;
    private final AccountScenes scenes;
    private final AccountConnection connection;
    private final WechatMediaProperties mediaProperties;

    WechatChannel(
            ChannelAccounts accounts,
            WechatClient client,
            MediaStore media,
            WechatProperties properties,
            WechatMediaProperties mediaProperties,
            Clock clock) {
        this.mediaProperties = mediaProperties;
        this.fetcher = new MediaFetcher(accounts, client.media());
        this.sender = new MessageSender(accounts, client, media, mediaProperties, CAPABILITIES, TEXT_LIMIT);
        this.receiver = new WebhookReceiver(TYPE, accounts, properties, TEXT_LIMIT, sender::uploadedMedia, clock);
        this.menus = new AccountMenus(accounts, client.menus());
        this.templates = new AccountTemplates(accounts, client.templates());
        this.audience = new AccountAudience(accounts, client.audience());
        this.scenes = new AccountScenes(accounts, client.scenes(clock));
        this.connection = new AccountConnection(accounts, client::check, client::tokenFailure);
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
    public ReplyPolicy replyPolicy() {
        return WechatReplyPolicy.POLICY;
    }

    @Override
    public int mostArticles() {
        return MessageSender.MOST_ARTICLES;
    }

    @Override
    public TemplateAnswer templates(ChannelAccountId account) {
        return templates.of(account);
    }

    @Override
    public CompletionStage<WebhookReply> receive(WebhookRequest request, InboundSink sink) {
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

    @Override
    public AudienceDirectory.Limits audienceLimits() {
        return AccountAudience.LIMITS;
    }

    @Override
    public ProviderAnswer<FollowerPage> followers(ChannelAccountId account, @Nullable String after) {
        return audience.followers(account, after);
    }

    @Override
    public ProviderAnswer<List<FollowerProfile>> profiles(ChannelAccountId account, List<ExternalUserId> users) {
        return audience.profiles(account, users);
    }

    @Override
    public ProviderAnswer<List<AudienceTag>> tags(ChannelAccountId account) {
        return audience.tags(account);
    }

    @Override
    public ProviderAnswer<AudienceTag> createTag(ChannelAccountId account, String name) {
        return audience.create(account, name);
    }

    @Override
    public ProviderAnswer<Boolean> renameTag(ChannelAccountId account, String tag, String name) {
        return audience.rename(account, tag, name);
    }

    @Override
    public ProviderAnswer<Boolean> deleteTag(ChannelAccountId account, String tag) {
        return audience.delete(account, tag);
    }

    @Override
    public ProviderAnswer<Boolean> tag(ChannelAccountId account, String tag, List<ExternalUserId> users) {
        return audience.mark(account, tag, users, true);
    }

    @Override
    public ProviderAnswer<Boolean> untag(ChannelAccountId account, String tag, List<ExternalUserId> users) {
        return audience.mark(account, tag, users, false);
    }

    @Override
    public ProviderAnswer<FollowerPage> members(ChannelAccountId account, String tag, @Nullable String after) {
        return audience.members(account, tag, after);
    }

    @Override
    public SceneCodes.Limits sceneLimits() {
        return AccountScenes.LIMITS;
    }

    @Override
    public ProviderAnswer<SceneCode> makeCode(ChannelAccountId account, String scene, @Nullable Duration validity) {
        return scenes.make(account, scene, validity);
    }

    @Override
    public ProviderAnswer<CodePicture> picture(ChannelAccountId account, String ticket) {
        return scenes.picture(account, ticket);
    }

    @Override
    public ProviderAnswer<Connected> checkConnection(ChannelAccount account) {
        return connection.check(account);
    }

    @Override
    public Optional<ProviderProblem> connectionProblem(ChannelAccountId account) {
        return connection.problem(account);
    }
}
