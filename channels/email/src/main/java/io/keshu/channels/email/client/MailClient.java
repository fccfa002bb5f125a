package io.keshu.channels.email.client;

import io.keshu.channels.email.config.AccountSettings;
import io.keshu.channels.email.config.EmailProperties;
import io.keshu.channels.email.convert.ReceivedMail;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Mail servers as this channel uses them. Thread-safe. */
public final class MailClient implements AutoCloseable {

    /** For a person who waits for the answer. */
    private static final Duration QUICK = Duration.ofSeconds(8);

    private final EmailProperties properties;
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2, threads("keshu-mail-timer-"));
    private final ExecutorService senders = Executors.newCachedThreadPool(threads("keshu-mail-send-"));

    public MailClient(EmailProperties properties) {
        this.properties = properties;
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
        return Mailbox.open(settings, properties, properties.readTimeout());
    }

    /** Opens it for a moment. */
    public Mailbox look(AccountSettings settings) throws MailFailure {
        return Mailbox.open(settings, properties, QUICK);
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
        return new Sending(settings, properties).send(mail, senders);
    }

    /** Tries whether the account may send. */
    public void checkSending(AccountSettings settings) throws MailFailure {
        new Sending(settings, properties).check();
    }

    @Override
    public void close() {
        timer.shutdownNow();
        senders.shutdownNow();
    }
}
