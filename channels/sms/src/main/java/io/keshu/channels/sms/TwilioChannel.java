package io.keshu.channels.sms;

import io.keshu.channels.api.AccountDescriptor;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.ChannelCapability;
import io.keshu.channels.api.ChannelType;
import io.keshu.channels.api.ConnectionCheck;
import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.InboundSink;
import io.keshu.channels.api.LimitedText;
import io.keshu.channels.api.MediaFetch;
import io.keshu.channels.api.MediaKind;
import io.keshu.channels.api.MediaSource;
import io.keshu.channels.api.OutboundMessage;
import io.keshu.channels.api.ProviderAnswer;
import io.keshu.channels.api.ProviderProblem;
import io.keshu.channels.api.SegmentRule;
import io.keshu.channels.api.SegmentedText;
import io.keshu.channels.api.TextLimit;
import io.keshu.channels.api.WebhookChannel;
import io.keshu.channels.api.WebhookReply;
import io.keshu.channels.api.WebhookRequest;
import io.keshu.channels.sms.client.HttpCalls;
import io.keshu.channels.sms.client.TwilioMedia;
import io.keshu.channels.sms.client.TwilioSms;
import io.keshu.channels.sms.config.AccountForms;
import io.keshu.channels.sms.config.CloudSettings;
import io.keshu.channels.sms.config.SmsProperties;
import io.keshu.channels.sms.inbound.TwilioReceiver;
import io.keshu.channels.sms.outbound.TwilioSender;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Text messages through Twilio, and the pictures that customers send with theirs. */
public final class TwilioChannel implements WebhookChannel, LimitedText, SegmentedText, MediaSource, ConnectionCheck {

    public static final ChannelType TYPE = new ChannelType("sms-twilio");

    private static final Set<ChannelCapability> CAPABILITIES = Set.of(
            ChannelCapability.RECEIVE_TEXT,
            ChannelCapability.RECEIVE_IMAGE,
            ChannelCapability.RECEIVE_FILE,
            ChannelCapability.RECEIVE_EVENTS,
            ChannelCapability.SEND_TEXT);

    /** Twilio keeps media until they are deleted; whoever does that does it by days. */
    private static final Duration KEPT = Duration.ofDays(30);

    private final ChannelAccounts accounts;
    private final SmsProperties properties;
    private final TwilioReceiver receiver;
    private final TwilioSender sender;
    private final TwilioMedia media;

    TwilioChannel(ChannelAccounts accounts, HttpCalls http, SmsProperties properties, Clock clock) {
        this.accounts = accounts;
        this.properties = properties;
        this.receiver = new TwilioReceiver(TYPE, accounts, clock);
        this.sender = new TwilioSender(accounts, new TwilioSms(http), CAPABILITIES);
        this.media = new TwilioMedia(http);
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
        return AccountForms.twilio(TYPE);
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
    public TextLimit textLimit() {
        return TwilioSender.LIMIT;
    }

    @Override
    public SegmentRule segmentRule(ChannelAccountId account) {
        return TwilioSender.RULE;
    }

    @Override
    public Map<MediaKind, MediaRetention> mediaRetention() {
        MediaRetention whole = new MediaRetention(properties.maxPicture(), KEPT);
        return Map.of(MediaKind.IMAGE, whole, MediaKind.FILE, whole);
    }

    @Override
    public MediaFetch fetchMedia(ChannelAccountId account, String reference, Receiver into) {
        return accounts.find(account)
                .filter(ChannelAccount::enabled)
                .map(found -> media.fetch(CloudSettings.twilio(found), reference, into))
                .orElseGet(() -> new MediaFetch.Refused(new DeliveryProblem(
                        DeliveryProblem.Reason.ACCOUNT_DISABLED, "", "The account is switched off or gone")));
    }

    @Override
    public ProviderAnswer<Connected> checkConnection(ChannelAccount account) {
        return sender.check(account);
    }

    @Override
    public Optional<ProviderProblem> connectionProblem(ChannelAccountId account) {
        return sender.problem(account);
    }
}
