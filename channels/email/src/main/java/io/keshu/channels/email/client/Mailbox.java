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
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One open folder of a mailbox. Read only: what the hub reads stays unread for whoever looks in as well. Owned by one thread. */
public final class Mailbox implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Mailbox.class);

    private final TrackedSockets sockets;
    private final IMAPStore store;
    private final IMAPFolder folder;
    private final EmailProperties properties;
    private int listed;

    private Mailbox(TrackedSockets sockets, IMAPStore store, IMAPFolder folder, EmailProperties properties) {
        this.sockets = sockets;
        this.store = store;
        this.folder = folder;
        this.properties = properties;
    }

    /** @param readTimeout how long the server may say nothing */
    static Mailbox open(AccountSettings settings, EmailProperties properties, Duration readTimeout) throws MailFailure {
        TrackedSockets sockets = new TrackedSockets();
        String protocol = Sessions.name("imap", settings.imap());
        boolean opened = false;
        try {
            Session session = Sessions.online("imap", settings.imap(), properties, readTimeout, sockets);
            IMAPStore store = (IMAPStore) session.getStore(protocol);
            store.connect(settings.imap().host(), settings.imap().port(), settings.username(), settings.password());
            IMAPFolder folder = (IMAPFolder) store.getFolder(settings.folder());
            folder.open(Folder.READ_ONLY);
            opened = true;
            return new Mailbox(sockets, store, folder, properties);
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
            mails.sort(Comparator.comparingLong(Listed::uid));
            return mails;
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
            if (!store.hasCapability("IDLE")) {
                Thread.sleep(properties.poll().toMillis());
                return;
            }
            Future<?> waker = timer.schedule(this::wake, properties.poll().toMillis(), TimeUnit.MILLISECONDS);
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
