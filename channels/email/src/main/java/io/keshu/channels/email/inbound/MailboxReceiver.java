package io.keshu.channels.email.inbound;

import io.keshu.channels.api.AcceptFailedException;
import io.keshu.channels.api.AccountLease;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelState;
import io.keshu.channels.api.LeaseLostException;
import io.keshu.channels.api.StaleStateException;
import io.keshu.channels.email.client.MailClient;
import io.keshu.channels.email.client.MailFailure;
import io.keshu.channels.email.client.Mailbox;
import io.keshu.channels.email.config.AccountSettings;
import io.keshu.channels.email.config.EmailProperties;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Receives from mailboxes: connects, reads what is new, waits, and connects again. Thread-safe. */
public final class MailboxReceiver {

    private static final Logger log = LoggerFactory.getLogger(MailboxReceiver.class);

    private final MailClient client;
    private final ChannelState state;
    private final EmailProperties properties;
    private final Clock clock;
    private final Map<ChannelAccountId, MailFailure> problems = new ConcurrentHashMap<>();

    public MailboxReceiver(MailClient client, ChannelState state, EmailProperties properties, Clock clock) {
        this.client = client;
        this.state = state;
        this.properties = properties;
        this.clock = clock;
    }

    /** What kept the mailbox from being read when it was last tried here. */
    public Optional<MailFailure> problem(ChannelAccountId account) {
        return Optional.ofNullable(problems.get(account));
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
        while (lease.held()) {
            FolderReader reader = new FolderReader(account, lease, client, state, properties, clock);
            try (Mailbox mailbox = client.open(AccountSettings.of(account))) {
                current.set(mailbox);
                while (lease.held()) {
                    reader.readNew(mailbox);
                    problems.remove(account.id());
                    pause = properties.firstPause();
                    client.await(mailbox);
                }
            } catch (MailFailure e) {
                failed(account, lease, e);
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

    private void failed(ChannelAccount account, AccountLease lease, MailFailure failure) {
        if (!lease.held()) {
            return;
        }
        MailFailure before = problems.put(account.id(), failure);
        if (before == null || before.kind() != failure.kind()) {
            log.warn(
                    "event=mailbox_away account={} kind={} detail=\"{}\"",
                    account.key(),
                    failure.kind(),
                    failure.getMessage());
        }
    }

    private Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(properties.longestPause()) > 0 ? properties.longestPause() : twice;
    }
}
