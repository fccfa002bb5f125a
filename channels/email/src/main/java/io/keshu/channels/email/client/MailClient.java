package io.keshu.channels.email.client;

import io.keshu.channels.api.ChannelState;
import io.keshu.channels.api.StateChange;
import io.keshu.channels.email.config.AccountSettings;
import io.keshu.channels.email.config.EmailProperties;
import io.keshu.channels.email.config.OAuthGrant;
import io.keshu.channels.email.convert.ReceivedMail;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocketFactory;

/** Mail servers as this channel uses them. Thread-safe. */
public final class MailClient implements AutoCloseable {

    /** For a person who waits for the answer. */
    private static final Duration QUICK = Duration.ofSeconds(8);

    private final EmailProperties properties;
    private final AccessTokens tokens;
    private final SSLSocketFactory tls;
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2, threads("keshu-mail-timer-"));
    private final ExecutorService senders = Executors.newCachedThreadPool(threads("keshu-mail-send-"));

    /** @param state where access tokens are kept for all nodes */
    public MailClient(EmailProperties properties, ChannelState state, Clock clock) {
        this(properties, state, clock, (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    /** @param tls decides which mail servers are trusted */
    public MailClient(EmailProperties properties, ChannelState state, Clock clock, SSLSocketFactory tls) {
        this.properties = properties;
        this.tokens = new AccessTokens(new TokenEndpoint(properties, clock), state, clock);
        this.tls = tls;
    }

    private static ThreadFactory threads(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Opens the account's folder for as long as it is wanted. */
    public Mailbox open(AccountSettings settings) throws MailFailure {
        return open(settings, properties.readTimeout());
    }

    /** Opens it for a moment. */
    public Mailbox look(AccountSettings settings) throws MailFailure {
        return open(settings, QUICK);
    }

    private Mailbox open(AccountSettings settings, Duration readTimeout) throws MailFailure {
        Credentials credentials = credentials(settings);
        try {
            return Mailbox.open(settings, credentials, properties, readTimeout, new TrackedSockets(tls));
        } catch (MailFailure e) {
            if (e.kind() != MailFailure.Kind.BAD_CREDENTIALS || !credentials.token()) {
                throw e;
            }
            // Access tokens may end before their time.
            refused(settings, credentials);
            return Mailbox.open(settings, credentials(settings), properties, readTimeout, new TrackedSockets(tls));
        }
    }

    private Credentials credentials(AccountSettings settings) throws MailFailure {
        OAuthGrant grant = settings.grant();
        return grant == null
                ? new Credentials(settings.username(), settings.password(), false)
                : new Credentials(settings.username(), tokens.of(settings, grant), true);
    }

    private void refused(AccountSettings settings, Credentials credentials) {
        OAuthGrant grant = settings.grant();
        if (grant != null && credentials.token()) {
            tokens.refused(grant, credentials.secret());
        }
    }

    /** Keeps the account's access token fresh, if it has one; what is returned the other nodes are to know. */
    public Optional<StateChange> keepSignedIn(AccountSettings settings) throws MailFailure {
        OAuthGrant grant = settings.grant();
        return grant == null ? Optional.empty() : tokens.unkept(settings, grant);
    }

    /** Waits for mail, as {@link Mailbox#await}. */
    public void await(Mailbox mailbox) throws MailFailure, InterruptedException {
        mailbox.await(timer);
    }

    /** @throws IOException if it can't be read as a mail */
    public ReceivedMail read(byte[] raw, Instant receivedAt) throws IOException {
        try {
            return MimeReader.read(raw, receivedAt);
        } catch (MessagingException | RuntimeException e) {
            throw new IOException("No mail that can be read: " + e.getMessage(), e);
        }
    }

    /** @throws IOException if it can't be read, or has no such attachment */
    public InputStream attachment(byte[] raw, int index) throws IOException {
        try {
            return MimeReader.attachment(raw, index);
        } catch (MessagingException | RuntimeException e) {
            throw new IOException("No attachment that can be read: " + e.getMessage(), e);
        }
    }

    /** Sends, within the time that a sending may take. */
    public SendOutcome send(AccountSettings settings, OutgoingMail mail) {
        return sending(settings).send(mail, senders);
    }

    /** Tries whether the account may send. */
    public void checkSending(AccountSettings settings) throws MailFailure {
        sending(settings).check();
    }

    private Sending sending(AccountSettings settings) {
        Sending.SignIn signIn = new Sending.SignIn() {
            @Override
            public Credentials get() throws MailFailure {
                return credentials(settings);
            }

            @Override
            public void refused(Credentials given) {
                MailClient.this.refused(settings, given);
            }
        };
        return new Sending(settings, signIn, properties, new TrackedSockets(tls));
    }

    @Override
    public void close() {
        timer.shutdownNow();
        senders.shutdownNow();
    }
}
