package io.keshu.channels.email;

import io.keshu.channels.api.AccountDescriptor;
import io.keshu.channels.api.AccountLease;
import io.keshu.channels.api.AnsweredByMachines;
import io.keshu.channels.api.BoundChannel;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.ChannelCapability;
import io.keshu.channels.api.ChannelState;
import io.keshu.channels.api.ChannelType;
import io.keshu.channels.api.ConnectionCheck;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.LimitedMedia;
import io.keshu.channels.api.MediaFetch;
import io.keshu.channels.api.MediaKind;
import io.keshu.channels.api.MediaLimit;
import io.keshu.channels.api.MediaSource;
import io.keshu.channels.api.MediaStore;
import io.keshu.channels.api.OutboundMessage;
import io.keshu.channels.api.ProviderAnswer;
import io.keshu.channels.api.ProviderProblem;
import io.keshu.channels.email.client.MailClient;
import io.keshu.channels.email.config.AccountForm;
import io.keshu.channels.email.config.EmailProperties;
import io.keshu.channels.email.inbound.AttachmentFetcher;
import io.keshu.channels.email.inbound.MailboxReceiver;
import io.keshu.channels.email.outbound.MailConnection;
import io.keshu.channels.email.outbound.MailSender;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Mailboxes. Each mail of a customer is a message, answered within its thread. */
public final class EmailChannel
        implements BoundChannel, LimitedMedia, MediaSource, ConnectionCheck, AnsweredByMachines {

    public static final ChannelType TYPE = new ChannelType("email");

    private static final Set<ChannelCapability> CAPABILITIES = Set.of(
            ChannelCapability.RECEIVE_MAIL,
            ChannelCapability.RECEIVE_IMAGE,
            ChannelCapability.RECEIVE_FILE,
            ChannelCapability.SEND_TEXT,
            ChannelCapability.SEND_IMAGE,
            ChannelCapability.SEND_VOICE,
            ChannelCapability.SEND_VIDEO,
            ChannelCapability.SEND_FILE,
            ChannelCapability.REACHES_MAILBOXES);

    private static final int AUTOMATIC_PER_DAY = 10;

    private final EmailProperties properties;
    private final ChannelAccounts accounts;
    private final MailboxReceiver receiver;
    private final AttachmentFetcher fetcher;
    private final MailSender sender;
    private final MailConnection connection;

    EmailChannel(
            ChannelAccounts accounts,
            MailClient client,
            MediaStore media,
            ChannelState state,
            EmailProperties properties,
            Clock clock) {
        this.properties = properties;
        this.accounts = accounts;
        this.receiver = new MailboxReceiver(client, state, properties, clock);
        this.fetcher = new AttachmentFetcher(accounts, client);
        this.sender = new MailSender(accounts, client, media, state, properties, CAPABILITIES, clock);
        this.connection = new MailConnection(client);
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
    public void serve(ChannelAccount account, AccountLease lease) throws InterruptedException {
        receiver.serve(account, lease);
    }

    @Override
    public DeliveryResult deliver(OutboundMessage message) {
        return sender.deliver(message);
    }

    @Override
    public Map<MediaKind, MediaLimit> mediaLimits() {
        MediaLimit any = new MediaLimit(properties.maxAttachment(), Set.of(), null);
        return Map.of(
                MediaKind.IMAGE, any,
                MediaKind.VOICE, any,
                MediaKind.VIDEO, any,
                MediaKind.FILE, any);
    }

    @Override
    public Map<MediaKind, MediaRetention> mediaRetention() {
        MediaRetention whole = new MediaRetention(properties.maxBytes(), properties.keptFor());
        return Map.of(MediaKind.IMAGE, whole, MediaKind.FILE, whole);
    }

    /** RFC 3834, section 2, wants some; a customer who writes more than so many mails a day is read by people. */
    @Override
    public int automaticMessagesPerDay() {
        return AUTOMATIC_PER_DAY;
    }

    @Override
    public MediaFetch fetchMedia(ChannelAccountId account, String reference, Receiver into) {
        return fetcher.fetch(account, reference, into);
    }

    @Override
    public ProviderAnswer<Connected> checkConnection(ChannelAccount account) {
        return connection.check(account);
    }

    @Override
    public Optional<ProviderProblem> connectionProblem(ChannelAccountId account) {
        return accounts.find(account)
                .filter(ChannelAccount::enabled)
                .flatMap(found -> receiver.problem(found.id()))
                .map(problem -> MailConnection.problem("IMAP", problem.kind(), problem.detail()));
    }
}
