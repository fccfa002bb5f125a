package io.keshu.channels.email.client;

import io.keshu.channels.email.config.AccountSettings;
import io.keshu.channels.email.config.EmailProperties;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection to an account's SMTP server. */
final class Sending {

    private static final Duration READ = Duration.ofSeconds(8);
    private static final Logger log = LoggerFactory.getLogger(Sending.class);

    /** What the server is told of who asks; may ask another server first. */
    interface SignIn {
        Credentials get() throws MailFailure;

        /** The server did not take them. */
        void refused(Credentials given);
    }

    private final TrackedSockets sockets;
    private final AccountSettings settings;
    private final SignIn signIn;
    private final EmailProperties properties;
    private final Session session;
    private volatile boolean connected;

    Sending(AccountSettings settings, SignIn signIn, EmailProperties properties, TrackedSockets sockets) {
        this.sockets = sockets;
        this.settings = settings;
        this.signIn = signIn;
        this.properties = properties;
        this.session = Sessions.online("smtp", settings.smtp(), properties, READ, sockets, settings.grant() != null);
    }

    private SMTPTransport connect() throws MessagingException, MailFailure {
        Credentials credentials = signIn.get();
        try {
            return connect(credentials);
        } catch (AuthenticationFailedException e) {
            if (!credentials.token()) {
                throw e;
            }
            // Access tokens may end before their time.
            signIn.refused(credentials);
            return connect(signIn.get());
        }
    }

    private SMTPTransport connect(Credentials credentials) throws MessagingException {
        SMTPTransport transport = (SMTPTransport) session.getTransport(Sessions.name("smtp", settings.smtp()));
        transport.connect(settings.smtp().host(), settings.smtp().port(), credentials.username(), credentials.secret());
        connected = true;
        return transport;
    }

    void check() throws MailFailure {
        try {
            connect().close();
        } catch (MessagingException e) {
            throw Sessions.failure(e);
        } finally {
            sockets.cut();
        }
    }

    SendOutcome send(OutgoingMail mail, ExecutorService senders) {
        SentMessage message;
        try {
            message = SentMessage.of(session, settings, mail);
        } catch (MessagingException e) {
            return new SendOutcome.Refused(0, false, String.valueOf(e.getMessage()));
        }
        Future<SendOutcome> sent = senders.submit(() -> attempt(message, mail));
        try {
            return sent.get(properties.sendTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return ended(message, "Not done in " + properties.sendTimeout().toSeconds() + " s");
        } catch (ExecutionException e) {
            return ended(message, String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ended(message, "Interrupted");
        } finally {
            sockets.cut();
        }
    }

    private SendOutcome ended(SentMessage message, String detail) {
        return message.left() ? new SendOutcome.Unclear(detail) : new SendOutcome.NotSent(connected, detail);
    }

    private SendOutcome attempt(SentMessage message, OutgoingMail mail) {
        try {
            SMTPTransport transport = connect();
            transport.sendMessage(message, new Address[] {new InternetAddress(mail.to(), false)});
            close(transport);
            return new SendOutcome.Taken(mail.messageId());
        } catch (MailFailure e) {
            String detail = String.valueOf(e.getMessage());
            boolean refused = e.kind() == MailFailure.Kind.CONSENT_REFUSED
                    || e.kind() == MailFailure.Kind.BAD_CREDENTIALS
                    || e.kind() == MailFailure.Kind.UNTRUSTED;
            return refused ? new SendOutcome.BadCredentials(detail) : new SendOutcome.NotSent(false, detail);
        } catch (AuthenticationFailedException e) {
            String detail = String.valueOf(e.getMessage());
            // 4xx: the server can't tell now whether the password is right.
            return detail.startsWith("4")
                    ? new SendOutcome.NotSent(true, detail)
                    : new SendOutcome.BadCredentials(detail);
        } catch (MessagingException e) {
            return refusal(e).orElseGet(() -> ended(message, String.valueOf(e.getMessage())));
        }
    }

    /** The mail has left: whether the farewell is heard doesn't matter. */
    private static void close(SMTPTransport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            log.debug("event=smtp_not_closed detail=\"{}\"", e.getMessage());
        }
    }

    /** The server's own word in the chain of exceptions, the recipient's first. */
    private static Optional<SendOutcome> refusal(MessagingException e) {
        Optional<SendOutcome> other = Optional.empty();
        for (Exception one = e; one != null; one = one instanceof MessagingException m ? m.getNextException() : null) {
            String detail = String.valueOf(one.getMessage()).strip();
            if (one instanceof SMTPAddressFailedException address) {
                return Optional.of(new SendOutcome.Refused(address.getReturnCode(), true, detail));
            } else if (one instanceof SMTPSenderFailedException sender) {
                other = Optional.of(new SendOutcome.Refused(sender.getReturnCode(), false, detail));
            } else if (one instanceof SMTPSendFailedException send && send.getReturnCode() >= 400) {
                other = Optional.of(new SendOutcome.Refused(send.getReturnCode(), false, detail));
            }
        }
        return other;
    }
}
