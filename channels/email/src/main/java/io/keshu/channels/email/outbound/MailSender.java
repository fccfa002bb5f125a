package io.keshu.channels.email.outbound;

import io.keshu.channels.api.AcceptFailedException;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.ChannelCapability;
import io.keshu.channels.api.ChannelState;
import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.DeliveryProblem.Reason;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.ExternalMessageId;
import io.keshu.channels.api.MediaId;
import io.keshu.channels.api.MediaStore;
import io.keshu.channels.api.MediaUnavailableException;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.OutboundMessage;
import io.keshu.channels.api.StateKey;
import io.keshu.channels.api.StoredMedia;
import io.keshu.channels.email.client.MailClient;
import io.keshu.channels.email.client.OutgoingMail;
import io.keshu.channels.email.config.AccountSettings;
import io.keshu.channels.email.config.EmailProperties;
import io.keshu.channels.email.convert.Addresses;
import io.keshu.channels.email.convert.HeaderText;
import io.keshu.channels.email.convert.Threads;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sends letters and says how that ended. Thread-safe. */
public final class MailSender {

    /** Where the thread of a customer is kept. */
    private static final String THREAD = "thread";

    private final ChannelAccounts accounts;
    private final MailClient client;
    private final MediaStore media;
    private final ChannelState state;
    private final EmailProperties properties;
    private final Set<ChannelCapability> carried;
    private final Clock clock;

    /** @param carried what the channel declares */
    public MailSender(
            ChannelAccounts accounts,
            MailClient client,
            MediaStore media,
            ChannelState state,
            EmailProperties properties,
            Set<ChannelCapability> carried,
            Clock clock) {
        this.accounts = accounts;
        this.client = client;
        this.media = media;
        this.state = state;
        this.properties = properties;
        this.carried = carried;
        this.clock = clock;
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
        if (!Addresses.sendable(message.to().user().value())) {
            return new DeliveryResult.Unreachable(
                    new DeliveryProblem(Reason.UNKNOWN_CUSTOMER, "", "No address that a mail can be sent to"));
        }
        try {
            Optional<MediaId> shown = OutboundContent.mediaOf(content);
            return shown.isEmpty()
                    ? send(account.get(), message, null)
                    : withMedia(account.get(), message, shown.get());
        } catch (AcceptFailedException e) {
            return later(Reason.INTERNAL, String.valueOf(e.getMessage()));
        } catch (MediaUnavailableException e) {
            return e.gone()
                    ? rejected(Reason.MEDIA_MISSING, String.valueOf(e.getMessage()))
                    : later(Reason.INTERNAL, String.valueOf(e.getMessage()));
        }
    }

    private DeliveryResult withMedia(ChannelAccount account, OutboundMessage message, MediaId id) {
        Optional<StoredMedia> stored = media.find(id);
        if (stored.isEmpty()) {
            return rejected(Reason.MEDIA_MISSING, "No media " + id);
        }
        if (stored.get().sizeBytes() > properties.maxAttachment()) {
            return rejected(Reason.MEDIA_TOO_LARGE, "Larger than " + properties.maxAttachment() + " bytes");
        }
        StoredMedia found = stored.get();
        String name = HeaderText.line(found.fileName());
        return send(
                account,
                message,
                new OutgoingMail.Attached(
                        name.isEmpty() ? id.toString() : name,
                        found.contentType(),
                        () -> media.open(found, 0),
                        message.content() instanceof OutboundContent.Image));
    }

    private DeliveryResult send(
            ChannelAccount account, OutboundMessage message, OutgoingMail.@Nullable Attached attached) {
        StateKey key = new StateKey(account.id(), message.to().user(), THREAD);
        ExternalMessageId inReplyTo = message.context().inReplyTo();
        Optional<Threads.Mail> answered = state.find(key)
                .flatMap(entry -> Threads.parse(entry.value()).answered(inReplyTo == null ? null : inReplyTo.value()));
        return Results.of(client.send(
                AccountSettings.of(account),
                LetterWriter.write(account, message, answered, attached, clock.instant())));
    }

    private static DeliveryResult rejected(Reason reason, String detail) {
        return new DeliveryResult.Rejected(new DeliveryProblem(reason, "", detail));
    }

    private static DeliveryResult later(Reason reason, String detail) {
        return new DeliveryResult.RetryLater(Duration.ZERO, new DeliveryProblem(reason, "", detail));
    }
}
