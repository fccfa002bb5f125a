package io.keshu.channels.email.inbound;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.DeliveryProblem.Reason;
import io.keshu.channels.api.MediaFetch;
import io.keshu.channels.api.MediaSource.Receiver;
import io.keshu.channels.email.client.MailClient;
import io.keshu.channels.email.client.MailFailure;
import io.keshu.channels.email.client.Mailbox;
import io.keshu.channels.email.config.AccountSettings;
import io.keshu.channels.email.convert.Reference;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;

/** Fetches attachments from the mailbox, on whichever node is asked for them: looking in disturbs nobody. Thread-safe. */
public final class AttachmentFetcher {

    /** For an account whose settings somebody has to mend. */
    private static final Duration UNTIL_MENDED = Duration.ofMinutes(10);

    private final ChannelAccounts accounts;
    private final MailClient client;

    public AttachmentFetcher(ChannelAccounts accounts, MailClient client) {
        this.accounts = accounts;
        this.client = client;
    }

    /** As {@link io.keshu.channels.api.MediaSource#fetchMedia}. */
    public MediaFetch fetch(ChannelAccountId id, String reference, Receiver receiver) {
        Optional<ChannelAccount> account = accounts.find(id).filter(ChannelAccount::enabled);
        if (account.isEmpty()) {
            return new MediaFetch.RetryLater(
                    UNTIL_MENDED, new DeliveryProblem(Reason.ACCOUNT_DISABLED, "", "Switched off or gone"));
        }
        Optional<Reference> where = Reference.parse(reference);
        if (where.isEmpty()) {
            return expired("No place in a mailbox: " + reference);
        }
        try (Mailbox mailbox = client.look(AccountSettings.of(account.get()))) {
            if (mailbox.validity() != where.get().validity()) {
                return expired("The folder was numbered anew");
            }
            byte[] raw = mailbox.raw(where.get().uid());
            try (InputStream body = where.get().part() == Reference.WHOLE
                    ? new ByteArrayInputStream(raw)
                    : client.attachment(raw, where.get().part())) {
                receiver.receive(null, body);
            }
            return new MediaFetch.Fetched();
        } catch (MailFailure e) {
            return e.kind() == MailFailure.Kind.MISSING
                    ? expired(String.valueOf(e.getMessage()))
                    : new MediaFetch.RetryLater(
                            e.kind() == MailFailure.Kind.BAD_CREDENTIALS ? UNTIL_MENDED : Duration.ZERO,
                            new DeliveryProblem(Reason.PROVIDER_UNREACHABLE, "", String.valueOf(e.getMessage())));
        } catch (IOException e) {
            return new MediaFetch.RetryLater(
                    Duration.ZERO, new DeliveryProblem(Reason.PROVIDER_BUSY, "", String.valueOf(e.getMessage())));
        }
    }

    private static MediaFetch expired(String detail) {
        return new MediaFetch.Expired(new DeliveryProblem(Reason.MEDIA_MISSING, "", detail));
    }
}
