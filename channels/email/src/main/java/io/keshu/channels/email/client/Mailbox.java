package io.keshu.channels.email.client;

import io.keshu.channels.email.config.AccountSettings;
import io.keshu.channels.email.config.EmailProperties;
import io.keshu.channels.email.convert.ReceivedMail;
import jakarta.mail.FetchProfile;
import jakarta.mail.Folder;
import jakarta.mail.FolderNotFoundException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.UIDFolder;
import jakarta.mail.event.MessageCountAdapter;
import jakarta.mail.event.MessageCountEvent;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One open folder of a mailbox. Read only: what the hub reads stays unread for whoever looks in as well. Owned by one thread. */
public final class Mailbox implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Mailbox.class);

    /**
     * For how long a wait may be after something has come, since more often follows, and some servers keep to themselves what came just
     * before they began to announce. Each further wait is twice as long.
     */
    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);

    private final TrackedSockets sockets;
    private final IMAPStore store;
    private final IMAPFolder folder;
    private final EmailProperties properties;
    private int listed;
    private Duration patience = FIRST_WAIT;

    private Mailbox(TrackedSockets sockets, IMAPStore store, IMAPFolder folder, EmailProperties properties) {
        this.sockets = sockets;
        this.store = store;
        this.folder = folder;
        this.properties = properties;
    }

    /** @param readTimeout how long the server may say nothing */
    static Mailbox open(
            AccountSettings settings,
            Credentials credentials,
            EmailProperties properties,
            Duration readTimeout,
            TrackedSockets sockets)
            throws MailFailure {
        String protocol = Sessions.name("imap", settings.imap());
        boolean opened = false;
        try {
            Session session =
                    Sessions.online("imap", settings.imap(), properties, readTimeout, sockets, credentials.token());
            IMAPStore store = (IMAPStore) session.getStore(protocol);
            store.connect(settings.imap().host(), settings.imap().port(), credentials.username(), credentials.secret());
            IMAPFolder folder = (IMAPFolder) store.getFolder(settings.folder());
            folder.open(Folder.READ_ONLY);
            opened = true;
            Mailbox mailbox = new Mailbox(sockets, store, folder, properties);
            folder.addMessageCountListener(mailbox.arrivals());
            return mailbox;
        } catch (FolderNotFoundException e) {
            throw new MailFailure(MailFailure.Kind.MISSING, e);
        } catch (MessagingException e) {
            throw Sessions.failure(e);
        } finally {
            if (!opened) {
                sockets.cut();
            }
        }
    }

    /** Which numbering of the folder holds; with another, the numbers of mails mean others. */
    public long validity() throws MailFailure {
        try {
            return folder.getUIDValidity();
        } catch (MessagingException e) {
            throw Sessions.failure(e);
        }
    }

    /** The number after which all mails are still to come. */
    public long last() throws MailFailure {
        try {
            long next = folder.getUIDNext();
            if (next > 0) {
                return next - 1;
            }
            Message[] latest = folder.getMessagesByUID(UIDFolder.LASTUID, UIDFolder.LASTUID);
            return latest.length == 0 ? 0 : folder.getUID(latest[0]);
        } catch (MessagingException e) {
            throw Sessions.failure(e);
        }
    }

    /** A mail's number, when the server took it, and its size in bytes, -1 if unknown. */
    public record Listed(long uid, Instant receivedAt, long size) {}

    /** The mails after this number, in order. */
    public List<Listed> after(long uid) throws MailFailure {
        try {
            listed = folder.getMessageCount();
            Message[] found = folder.getMessagesByUID(uid + 1, UIDFolder.LASTUID);
            FetchProfile profile = new FetchProfile();
            profile.add(UIDFolder.FetchProfileItem.UID);
            profile.add(FetchProfile.Item.SIZE);
            profile.add(IMAPFolder.FetchProfileItem.INTERNALDATE);
            folder.fetch(found, profile);
            List<Listed> mails = new ArrayList<>();
            for (Message message : found) {
                // The server names the last mail where there are none after the number. Deleted ones have none.
                if (!message.isExpunged() && folder.getUID(message) > uid) {
                    Date received = message.getReceivedDate();
                    mails.add(new Listed(
                            folder.getUID(message),
                            received == null ? Instant.EPOCH : received.toInstant(),
                            message.getSize()));
                }
            }
            if (!mails.isEmpty()) {
                patience = FIRST_WAIT;
            }
            mails.sort(Comparator.comparingLong(Listed::uid));
            return mails;
        } catch (MessagingException e) {
            throw Sessions.failure(e);
        }
    }

    /** Fetches these at once, so that {@link #raw} has them: one by one each would wait for the server's answer. */
    public void ahead(List<Listed> mails) throws MailFailure {
        try {
            long[] uids = mails.stream().mapToLong(Listed::uid).toArray();
            Message[] found = Arrays.stream(folder.getMessagesByUID(uids))
                    .filter(Objects::nonNull)
                    .toArray(Message[]::new);
            FetchProfile profile = new FetchProfile();
            profile.add(IMAPFolder.FetchProfileItem.MESSAGE);
            folder.fetch(found, profile);
        } catch (MessagingException e) {
            throw Sessions.failure(e);
        }
    }

    /** Lets go of what was fetched ahead. */
    public void forget(Listed mail) throws MailFailure {
        try {
            if (folder.getMessageByUID(mail.uid()) instanceof IMAPMessage known) {
                known.invalidateHeaders();
            }
        } catch (MessagingException e) {
            throw Sessions.failure(e);
        }
    }

    /** The mail as it came. */
    public byte[] raw(long uid) throws MailFailure {
        try {
            ByteArrayOutputStream raw = new ByteArrayOutputStream();
            message(uid).writeTo(raw);
            return raw.toByteArray();
        } catch (MessagingException e) {
            throw Sessions.failure(e);
        } catch (IOException e) {
            throw new MailFailure(MailFailure.Kind.BROKEN, e);
        }
    }

    /** The head of a mail that is not read whole. */
    public ReceivedMail head(Listed mail) throws MailFailure {
        try {
            return MimeReader.head((MimeMessage) message(mail.uid()), mail.receivedAt());
        } catch (MessagingException e) {
            throw Sessions.failure(e);
        }
    }

    private Message message(long uid) throws MessagingException, MailFailure {
        Message message = folder.getMessageByUID(uid);
        if (message == null) {
            throw new MailFailure(MailFailure.Kind.MISSING, "No mail " + uid);
        }
        return message;
    }

    /**
     * Waits until something may have come, or as long as mailboxes are not to go unasked.
     *
     * @param timer ends the waiting
     */
    public void await(ScheduledExecutorService timer) throws MailFailure, InterruptedException {
        try {
            // Asked once more: what was announced with the answer to another question is not announced again.
            Object unused = folder.doCommand(protocol -> {
                protocol.simpleCommand("NOOP", null);
                return "";
            });
            if (folder.getMessageCount() > listed) {
                return;
            }
            Duration wait = patience.compareTo(properties.poll()) < 0 ? patience : properties.poll();
            patience = wait.multipliedBy(2);
            if (!store.hasCapability("IDLE")) {
                Thread.sleep(wait.toMillis());
                return;
            }
            Future<?> waker = timer.schedule(this::wake, wait.toMillis(), TimeUnit.MILLISECONDS);
            try {
                folder.idle(true);
            } finally {
                waker.cancel(false);
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        } catch (MessagingException e) {
            throw Sessions.failure(e);
        }
    }

    /**
     * Ends the waiting when something arrives. Waiting itself doesn't for what the server tells before it confirms that IDLE has begun:
     * that would lie until the mailbox is asked again.
     */
    private MessageCountAdapter arrivals() {
        return new MessageCountAdapter() {
            @Override
            public void messagesAdded(MessageCountEvent e) {
                wake();
            }
        };
    }

    /** Any command ends IDLE, and shows whether the connection still stands. */
    private void wake() {
        try {
            int unused = folder.getMessageCount();
        } catch (MessagingException | RuntimeException e) {
            // The thread that waits sees it too.
            log.debug("event=mailbox_not_woken detail=\"{}\"", e.getMessage());
        }
    }

    /** Cuts the connection off, from any thread. */
    public void cut() {
        sockets.cut();
    }

    @Override
    public void close() {
        sockets.cut();
        try {
            store.close();
        } catch (MessagingException e) {
            log.debug("event=mailbox_not_closed detail=\"{}\"", e.getMessage());
        }
    }
}
