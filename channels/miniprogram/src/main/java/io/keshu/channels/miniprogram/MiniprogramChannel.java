package io.keshu.channels.miniprogram;

import io.keshu.channels.api.AccountDescriptor;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.ChannelCapability;
import io.keshu.channels.api.ChannelType;
import io.keshu.channels.api.ConnectionCheck;
import io.keshu.channels.api.ConsentedTemplates;
import io.keshu.channels.api.DeliveryResult;
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
import io.keshu.channels.api.OutboundMessage;
import io.keshu.channels.api.ProviderAnswer;
import io.keshu.channels.api.ProviderProblem;
import io.keshu.channels.api.ReplyPolicy;
import io.keshu.channels.api.ReplyPolicy.Grant;
import io.keshu.channels.api.ReplyPolicy.Trigger;
import io.keshu.channels.api.TemplateAnswer;
import io.keshu.channels.api.TextLimit;
import io.keshu.channels.api.TypingSignal;
import io.keshu.channels.api.WebhookChannel;
import io.keshu.channels.api.WebhookReply;
import io.keshu.channels.api.WebhookRequest;
import io.keshu.channels.miniprogram.client.MiniprogramClient;
import io.keshu.channels.miniprogram.config.AccountForm;
import io.keshu.channels.miniprogram.config.MiniprogramMediaProperties;
import io.keshu.channels.miniprogram.config.MiniprogramProperties;
import io.keshu.channels.miniprogram.inbound.WebhookReceiver;
import io.keshu.channels.miniprogram.outbound.AccountTemplates;
import io.keshu.channels.miniprogram.outbound.MessageSender;
import io.keshu.channels.weixin.inbound.MediaFetcher;
import io.keshu.channels.weixin.outbound.AccountConnection;
import io.keshu.channels.weixin.outbound.MediaUploader;
import io.keshu.channels.weixin.outbound.TypingShown;
import io.keshu.channels.weixin.outbound.UploadRules;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** WeChat mini programs (小程序). */
public final class MiniprogramChannel
        implements WebhookChannel,
                LimitedText,
                LimitedMedia,
                LimitedCards,
                LimitedReplies,
                MediaSource,
                TypingSignal,
                ConsentedTemplates,
                ConnectionCheck {

    /** {@code miniprogram}, as in the address of the webhook. */
    public static final ChannelType TYPE = new ChannelType("miniprogram");

    /** The content of a text message: 2048 bytes, beyond which WeChat answers 45002. */
    private static final TextLimit TEXT_LIMIT = new TextLimit(2048, TextLimit.Unit.BYTES);

    /** 客服消息下发条数 of mini programs. */
    private static final ReplyPolicy REPLIES = new ReplyPolicy(List.of(
            Grant.of(Trigger.WROTE, 5, Duration.ofDays(2)), Grant.of(Trigger.ENTERED, 2, Duration.ofMinutes(1))));

    private static final Set<ChannelCapability> CAPABILITIES = Set.of(
            ChannelCapability.RECEIVE_TEXT,
            ChannelCapability.RECEIVE_IMAGE,
            ChannelCapability.RECEIVE_CARD,
            ChannelCapability.RECEIVE_EVENTS,
            ChannelCapability.SEND_TEXT,
            ChannelCapability.SEND_IMAGE,
            ChannelCapability.SEND_ARTICLES,
            ChannelCapability.SEND_MINI_PROGRAM,
            ChannelCapability.SEND_TEMPLATE,
            ChannelCapability.SIGNAL_TYPING);

    private final MiniprogramMediaProperties mediaProperties;
    private final WebhookReceiver receiver;
    private final MediaFetcher fetcher;
    private final MessageSender sender;
    private final TypingShown typing;
    private final AccountTemplates templates;
    private final AccountConnection connection;

    MiniprogramChannel(
            ChannelAccounts accounts,
            MiniprogramClient client,
            MediaStore media,
            MiniprogramProperties properties,
            MiniprogramMediaProperties mediaProperties,
            Clock clock) {
        this.mediaProperties = mediaProperties;
        this.receiver = new WebhookReceiver(TYPE, accounts, properties.callbacks(), clock);
        this.fetcher = new MediaFetcher(accounts, client.media());
        UploadRules rules = new UploadRules(limits(mediaProperties), mediaProperties.image(), mediaProperties.image());
        MediaUploader uploader = new MediaUploader(client.media(), media, rules);
        this.sender = new MessageSender(accounts, client, uploader, CAPABILITIES, TEXT_LIMIT);
        this.typing = new TypingShown(accounts, client::typing);
        this.templates = new AccountTemplates(accounts, client);
        this.connection = new AccountConnection(accounts, client::check, client::tokenFailure);
    }

    /** A card's picture goes as an image. */
    private static Map<MediaKind, MediaLimit> limits(MiniprogramMediaProperties properties) {
        MediaLimit pictures = new MediaLimit(properties.picturesTaken(), UploadRules.READABLE, null);
        return Map.of(MediaKind.IMAGE, pictures, MediaKind.THUMBNAIL, pictures);
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
        return REPLIES;
    }

    @Override
    public int mostArticles() {
        return MessageSender.MOST_ARTICLES;
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
    public TemplateAnswer templates(ChannelAccountId account) {
        return templates.of(account);
    }

    @Override
    public Map<MediaKind, MediaLimit> mediaLimits() {
        return limits(mediaProperties);
    }

    @Override
    public Map<MediaKind, MediaRetention> mediaRetention() {
        return Map.of(MediaKind.IMAGE, new MediaRetention(mediaProperties.fetchedAtMost(), mediaProperties.keptFor()));
    }

    @Override
    public MediaFetch fetchMedia(ChannelAccountId account, String reference, Receiver into) {
        return fetcher.fetch(account, reference, into);
    }

    @Override
    public void typing(ChannelAddress to, boolean on) {
        typing.show(to, on);
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
