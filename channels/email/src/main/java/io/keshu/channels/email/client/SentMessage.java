package io.keshu.channels.email.client;

import io.keshu.channels.email.config.AccountSettings;
import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Date;

/** A mail as it leaves. Knows whether its last byte has. */
final class SentMessage extends MimeMessage {

    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    /** Headers are folded from here on. */
    private static final int NAME_LENGTH = 12;

    private final String messageId;
    private volatile boolean left;

    private SentMessage(Session session, String messageId) {
        super(session);
        this.messageId = messageId;
    }

    static SentMessage of(Session session, AccountSettings settings, OutgoingMail mail) throws MessagingException {
        SentMessage message = new SentMessage(session, mail.messageId());
        message.setFrom(from(settings));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(mail.to(), false));
        message.setSubject(mail.subject(), UTF_8);
        message.setSentDate(Date.from(mail.date()));
        if (mail.inReplyTo() != null) {
            message.setHeader("In-Reply-To", mail.inReplyTo());
        }
        if (!mail.references().isEmpty()) {
            message.setHeader("References", MimeUtility.fold(NAME_LENGTH, String.join(" ", mail.references())));
        }
        if (mail.automatic()) {
            // RFC 3834, section 5; the second is Exchange's.
            message.setHeader("Auto-Submitted", "auto-replied");
            message.setHeader("X-Auto-Response-Suppress", "All");
        }
        message.setContent(body(mail));
        message.saveChanges();
        return message;
    }

    private static MimeMultipart body(OutgoingMail mail) throws MessagingException {
        MimeBodyPart html = text(mail.html(), "html");
        OutgoingMail.Attached attached = mail.attached();
        if (attached != null && attached.inline()) {
            MimeBodyPart picture = attached(attached);
            picture.setContentID("<" + OutgoingMail.PICTURE + ">");
            html = whole(new MimeMultipart("related", html, picture));
        }
        MimeMultipart texts = new MimeMultipart("alternative", text(mail.text(), "plain"), html);
        return attached == null || attached.inline()
                ? texts
                : new MimeMultipart("mixed", whole(texts), attached(attached));
    }

    private static MimeBodyPart whole(MimeMultipart parts) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setContent(parts);
        return part;
    }

    private static InternetAddress from(AccountSettings settings) throws MessagingException {
        try {
            return new InternetAddress(settings.address(), settings.senderName(), UTF_8);
        } catch (UnsupportedEncodingException e) {
            throw new MessagingException("No UTF-8", e);
        }
    }

    private static MimeBodyPart text(String text, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text, UTF_8, subtype);
        part.setHeader("Content-Transfer-Encoding", "base64");
        return part;
    }

    private static MimeBodyPart attached(OutgoingMail.Attached attached) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(new AttachedSource(attached)));
        part.setFileName(attached.name());
        part.setDisposition(attached.inline() ? Part.INLINE : Part.ATTACHMENT);
        part.setHeader("Content-Transfer-Encoding", "base64");
        return part;
    }

    /** Whether the server may have the mail: of one that broke off before its end it delivers nothing. */
    boolean left() {
        return left;
    }

    /** Called by the transport when the server has said that it takes the mail; what ends it is written afterwards. */
    @Override
    public void writeTo(OutputStream out, String[] ignored) throws IOException, MessagingException {
        super.writeTo(out, ignored);
        left = true;
    }

    /** Ours stays: by it a second attempt is known to be the same mail, and a bounce to belong to it. */
    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", messageId);
    }
}
