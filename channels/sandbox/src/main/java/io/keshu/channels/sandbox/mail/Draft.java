package io.keshu.channels.sandbox.mail;

import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a customer writes.
 *
 * @param html whether it goes as HTML as well
 * @param answerTo the letter that it answers, which is quoted below; null for a new one
 */
record Draft(
        String subject, String text, boolean html, @Nullable Letter answerTo, List<File> files) {

    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    /** Attached. */
    record File(String name, ByteArrayDataSource content) {}

    /** As it leaves. */
    MimeMessage mail(MailTown.Person from, String to, String messageId, Instant now) throws MessagingException {
        MimeMessage mail = new MimeMessage(Session.getInstance(new Properties())) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", messageId);
            }
        };
        try {
            mail.setFrom(new InternetAddress(from.address(), from.name(), UTF_8));
        } catch (UnsupportedEncodingException e) {
            throw new MessagingException("No UTF-8", e);
        }
        mail.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
        mail.setSubject(subject, UTF_8);
        mail.setSentDate(Date.from(now));
        String whole = text;
        if (answerTo != null) {
            mail.setHeader("In-Reply-To", answerTo.messageId());
            mail.setHeader("References", (answerTo.header("References") + " " + answerTo.messageId()).strip());
            whole = text + "\n\n" + quoted(answerTo);
        }
        MimeBodyPart plain = text(whole, "plain");
        if (files.isEmpty() && !html) {
            mail.setText(whole, UTF_8);
        } else {
            MimeBodyPart written = html ? both(plain, whole) : plain;
            MimeMultipart parts = new MimeMultipart("mixed", written);
            for (File file : files) {
                MimeBodyPart part = new MimeBodyPart();
                part.setDataHandler(new DataHandler(file.content()));
                part.setFileName(file.name());
                parts.addBodyPart(part);
            }
            mail.setContent(parts);
        }
        mail.saveChanges();
        return mail;
    }

    private static String quoted(Letter letter) throws MessagingException {
        try {
            return "在 " + letter.at().toString().substring(0, 10) + " "
                    + (letter.fromCompany() ? MailTown.COMPANY : letter.customer()) + " 写道：\n"
                    + letter.text().lines().map(line -> "> " + line).collect(Collectors.joining("\n"));
        } catch (java.io.IOException e) {
            throw new MessagingException("The letter can't be quoted", e);
        }
    }

    private static MimeBodyPart text(String text, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text, UTF_8, subtype);
        return part;
    }

    private static MimeBodyPart both(MimeBodyPart plain, String whole) throws MessagingException {
        String escaped = whole.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\n", "<br>\n");
        MimeBodyPart both = new MimeBodyPart();
        both.setContent(new MimeMultipart(
                "alternative", plain, text("<html><body><p><b>" + escaped + "</b></p></body></html>", "html")));
        return both;
    }
}
