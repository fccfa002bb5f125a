package io.keshu.console;

import io.keshu.channels.api.AccountDescriptor;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.ChannelCapability;
import io.keshu.channels.api.ChannelType;
import io.keshu.channels.api.ConnectionCheck;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.InboundSink;
import io.keshu.channels.api.LimitedMedia;
import io.keshu.channels.api.LimitedReplies;
import io.keshu.channels.api.MediaKind;
import io.keshu.channels.api.MediaLimit;
import io.keshu.channels.api.MessageTemplate;
import io.keshu.channels.api.OutboundMessage;
import io.keshu.channels.api.ProviderAnswer;
import io.keshu.channels.api.ProviderProblem;
import io.keshu.channels.api.ReplyPolicy;
import io.keshu.channels.api.TemplateAnswer;
import io.keshu.channels.api.TemplateCatalog;
import io.keshu.channels.api.TemplateField;
import io.keshu.channels.api.TypingSignal;
import io.keshu.channels.api.WebhookChannel;
import io.keshu.channels.api.WebhookReply;
import io.keshu.channels.api.WebhookRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** A channel whose webhook does what the test says; carries texts, articles, pictures of up to 1000 bytes, short voices and files. */
public final class FakeChannel
        implements WebhookChannel, LimitedMedia, LimitedReplies, TemplateCatalog, TypingSignal, ConnectionCheck {

    public static final ChannelType TYPE = new ChannelType("paper");

    /** Whom it showed that somebody was writing, or not any more. */
    public final List<String> typed = new CopyOnWriteArrayList<>();

    /** What {@link #templates} answers. */
    public volatile TemplateAnswer catalog = new TemplateAnswer.Given(List.of(new MessageTemplate(
            "T1",
            "进度",
            "事项：{{thing1}}\n电话：{{phone_number2}}",
            List.of(
                    new TemplateField("thing1", "事项", "thing", 20, null),
                    new TemplateField("phone_number2", "电话", "phone_number", 17, "[0-9-]+")),
            "",
            true)));

    /** What {@link #receive} does. */
    public volatile BiFunction<WebhookRequest, InboundSink, WebhookReply> receiving = FakeChannel::accept;

    private static WebhookReply accept(WebhookRequest request, InboundSink sink) {
        return new WebhookReply(WebhookReply.Outcome.ACCEPTED, 200, "text/plain", request.body(), null);
    }

    @Override
    public ChannelType type() {
        return TYPE;
    }

    @Override
    public Set<ChannelCapability> capabilities() {
        return Set.of(
                ChannelCapability.SEND_TEXT,
                ChannelCapability.SEND_ARTICLES,
                ChannelCapability.SEND_IMAGE,
                ChannelCapability.SEND_FILE,
                ChannelCapability.SEND_TEMPLATE,
                ChannelCapability.SIGNAL_TYPING,
                ChannelCapability.RECEIVE_TEXT);
    }

    @Override
    public AccountDescriptor accountDescriptor() {
        return new AccountDescriptor(
                TYPE,
                true,
                List.of(
                        new AccountDescriptor.Field(
                                "appId", AccountDescriptor.Kind.TEXT, true, "wx[0-9a-f]{4}", List.of(), null),
                        new AccountDescriptor.Field(
                                "mode", AccountDescriptor.Kind.CHOICE, true, null, List.of("plain", "secure"), "plain"),
                        new AccountDescriptor.Field(
                                "appSecret", AccountDescriptor.Kind.SECRET, true, null, List.of(), null),
                        new AccountDescriptor.Field(
                                "aesKey",
                                AccountDescriptor.Kind.SECRET,
                                false,
                                null,
                                List.of(),
                                null,
                                new AccountDescriptor.RequiredWhen("mode", List.of("secure"))),
                        new AccountDescriptor.Field(
                                "host",
                                AccountDescriptor.Kind.ADDRESS,
                                true,
                                null,
                                List.of(),
                                "https://paper.example")));
    }

    @Override
    public DeliveryResult deliver(OutboundMessage message) {
        return new DeliveryResult.Accepted(null);
    }

    @Override
    public CompletionStage<WebhookReply> receive(WebhookRequest request, InboundSink sink) {
        CompletableFuture<WebhookReply> slow = storing;
        return slow == null ? CompletableFuture.supplyAsync(() -> receiving.apply(request, sink)) : slow;
    }

    @Override
    public ReplyPolicy replyPolicy() {
        return new ReplyPolicy(List.of(ReplyPolicy.Grant.of(ReplyPolicy.Trigger.WROTE, 5, Duration.ofDays(2))));
    }

    @Override
    public TemplateAnswer templates(ChannelAccountId account) {
        return catalog;
    }

    @Override
    public Map<MediaKind, MediaLimit> mediaLimits() {
        return Map.of(
                MediaKind.IMAGE, new MediaLimit(1000, Set.of("image/png"), null),
                MediaKind.FILE, new MediaLimit(2048, Set.of(), null));
    }

    @Override
    public void typing(ChannelAddress to, boolean typing) {
        typed.add(to.user().value() + " " + typing);
    }

    /** What calls wait for, if they are to. */
    public volatile @Nullable CompletableFuture<WebhookReply> storing;

    /** How the next try of a connection ends. */
    public volatile ProviderAnswer<Connected> connection = new ProviderAnswer.Given<>(new Connected(""));

    /** What was tried last. */
    public volatile @Nullable ChannelAccount tried;

    @Override
    public ProviderAnswer<Connected> checkConnection(ChannelAccount account) {
        tried = account;
        return connection;
    }

    @Override
    public Optional<ProviderProblem> connectionProblem(ChannelAccountId account) {
        return Optional.empty();
    }
}
