package io.keshu.channels.email.inbound;

import io.keshu.channels.api.AcceptFailedException;
import io.keshu.channels.api.AccountLease;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelState;
import io.keshu.channels.api.LeaseLostException;
import io.keshu.channels.api.StaleStateException;
import io.keshu.channels.api.StateChange;
import io.keshu.channels.api.StateKey;
import io.keshu.channels.email.client.MailClient;
import io.keshu.channels.email.client.MailFailure;
import io.keshu.channels.email.client.Mailbox;
import io.keshu.channels.email.config.AccountSettings;
import io.keshu.channels.email.config.EmailProperties;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Receives from mailboxes: connects, reads what is new, waits, and connects again. Thread-safe. */
public final class MailboxReceiver {

    private static final Logger log = LoggerFactory.getLogger(MailboxReceiver.class);

    private static final MailboxProblem UNKNOWN = new MailboxProblem(MailFailure.Kind.BROKEN, "");

    private final MailClient client;
    private final ChannelState state;
    private final EmailProperties properties;
    private final Clock clock;

    public MailboxReceiver(MailClient client, ChannelState state, EmailProperties properties, Clock clock) {
        this.client = client;
        this.state = state;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * What kept the mailbox from being read when it was last tried, on whichever node that was.
     *
     * @throws AcceptFailedException if the store can't be asked
     */
    public Optional<MailboxProblem> problem(ChannelAccountId account) {
        return state.find(MailboxProblem.key(account)).flatMap(entry -> MailboxProblem.parse(entry.value()));
    }

    /** As {@link io.keshu.channels.api.BoundChannel#serve}. */
    public void serve(ChannelAccount account, AccountLease lease) throws InterruptedException {
        AtomicReference<@Nullable Mailbox> current = new AtomicReference<>();
        lease.whenLost(() -> {
            Mailbox open = current.get();
            if (open != null) {
                open.cut();
            }
        });
        Duration pause = properties.firstPause();
        // Whoever served the mailbox before may have left something.
        @Nullable MailboxProblem told = UNKNOWN;
        AccountSettings settings = AccountSettings.of(account);
        Attempts attempts = new Attempts();
        while (lease.held()) {
            FolderReader reader = new FolderReader(account, lease, attempts, client, state, properties, clock);
            try (Mailbox mailbox = client.open(settings)) {
                current.set(mailbox);
                while (lease.held()) {
                    keepSignedIn(settings, lease);
                    reader.readNew(mailbox);
                    told = tell(account, lease, told, null);
                    pause = properties.firstPause();
                    client.await(mailbox);
                }
            } catch (MailFailure e) {
                told = failed(account, lease, told, e);
            } catch (StaleStateException e) {
                log.warn("event=mail_state_changed account={} detail=\"{}\"", account.key(), e.getMessage());
            } catch (AcceptFailedException e) {
                log.warn("event=mail_not_stored account={} detail=\"{}\"", account.key(), e.getMessage());
            } catch (LeaseLostException e) {
                throw new InterruptedException(e.getMessage());
            } finally {
                current.set(null);
            }
            Thread.sleep(pause.toMillis());
            pause = longer(pause);
        }
        throw new InterruptedException("The lease is lost");
    }

    private void keepSignedIn(AccountSettings settings, AccountLease lease) throws MailFailure {
        Optional<StateChange> token = client.keepSignedIn(settings);
        if (token.isPresent()) {
            lease.commit(List.of(), List.of(token.get()));
        }
    }

    private @Nullable MailboxProblem failed(
            ChannelAccount account, AccountLease lease, @Nullable MailboxProblem told, MailFailure failure) {
        if (!lease.held()) {
            return told;
        }
        MailboxProblem now = MailboxProblem.of(failure);
        if (told != null && !told.equals(UNKNOWN) && told.kind() == now.kind()) {
            return told;
        }
        log.warn("event=mailbox_away account={} kind={} detail=\"{}\"", account.key(), now.kind(), now.detail());
        return tell(account, lease, told, now);
    }

    /**
     * Lets all nodes know, if it is something new.
     *
     * @param now null if the mailbox is well
     * @return what they know
     */
    private @Nullable MailboxProblem tell(
            ChannelAccount account, AccountLease lease, @Nullable MailboxProblem told, @Nullable MailboxProblem now) {
        if (Objects.equals(told, now)) {
            return told;
        }
        StateKey key = MailboxProblem.key(account.id());
        try {
            Optional<ChannelState.Entry> before = state.find(key);
            String words = now == null ? "" : now.toString();
            if (!before.map(ChannelState.Entry::value).orElse("").equals(words)) {
                long seen = before.map(ChannelState.Entry::version).orElse(0L);
                lease.commit(List.of(), List.of(new StateChange(key, seen, words)));
            }
            return now;
        } catch (AcceptFailedException | StaleStateException e) {
            log.warn("event=mailbox_state_not_told account={} detail=\"{}\"", account.key(), e.getMessage());
            return told;
        }
    }

    private Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(properties.longestPause()) > 0 ? properties.longestPause() : twice;
    }
}
