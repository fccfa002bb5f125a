package io.keshu.channels.sandbox.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A letter between a customer and the company, as a mail program shows it.
 *
 * @param id in the order in which letters came
 * @param customer her address
 * @param fromCompany whether she got it rather than wrote it
 */
record Letter(int id, String customer, boolean fromCompany, Instant at, MimeMessage mail) {

    /** Something attached, or shown within. */
    record Attached(String name, String type, Part part) {}

    String messageId() {
        return header("Message-ID");
    }

    String subject() {
        try {
            String subject = mail.getSubject();
            return subject == null ? "" : subject;
        } catch (MessagingException e) {
            return "";
        }
    }

    String header(String name) {
        try {
            String value = mail.getHeader(name, " ");
            return value == null ? "" : value;
        } catch (MessagingException e) {
            return "";
        }
    }

    String text() throws IOException, MessagingException {
        String text = text(mail);
        return text == null ? "" : text.replace("\r\n", "\n");
    }

    private static @Nullable String text(Part part) throws IOException, MessagingException {
        if (part.isMimeType("text/plain") && !Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())) {
            return String.valueOf(part.getContent());
        }
        if (part.getContent() instanceof Multipart several) {
            for (int i = 0; i < several.getCount(); i++) {
                String found = text(several.getBodyPart(i));
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    List<Attached> attached() throws IOException, MessagingException {
        List<Attached> all = new ArrayList<>();
        collect(mail, all);
        return all;
    }

    private static void collect(Part part, List<Attached> all) throws IOException, MessagingException {
        if (part.getContent() instanceof Multipart several) {
            for (int i = 0; i < several.getCount(); i++) {
                collect(several.getBodyPart(i), all);
            }
        } else if (part.getFileName() != null || part.getDisposition() != null) {
            String type =
                    part.getContentType().replaceFirst(";(?s:.*)", "").strip().toLowerCase(Locale.ROOT);
            String name = part.getFileName() == null ? "" : MimeUtility.decodeText(part.getFileName());
            all.add(new Attached(name, type, part));
        }
    }
}
