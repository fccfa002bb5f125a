package io.keshu.channels.email.client;

import io.keshu.channels.email.convert.Charsets;
import io.keshu.channels.email.convert.HeaderText;
import io.keshu.channels.email.convert.ReceivedMail;
import io.keshu.channels.email.convert.ReceivedMail.Attachment;
import jakarta.mail.BodyPart;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes a mail apart. Nothing is unpacked that a mail program would not show: what is in an archive or in an attached mail stays there.
 * One instance reads one mail.
 */
final class MimeReader {

    /** How deep parts are looked for, and how many; no mail that somebody wrote has more. */
    static final int MAX_DEPTH = 20;

    static final int MAX_PARTS = 200;

    /** How much of a text part is read, in bytes. */
    private static final int MAX_TEXT = 4 << 20;

    private static final Pattern META_CHARSET =
            Pattern.compile("<meta[^>]{0,200}charset\\s*=\\s*[\"']?([A-Za-z0-9_-]{2,30})", Pattern.CASE_INSENSITIVE);

    private final List<Part> attached = new ArrayList<>();
    private final List<Attachment> attachments = new ArrayList<>();
    private @Nullable String plain;
    private @Nullable String html;
    private @Nullable StringBuilder report;
    private int parts;
    private boolean cut;

    private MimeReader() {}

    /** @throws MessagingException if it is no mail at all */
    static ReceivedMail read(byte[] raw, Instant receivedAt) throws MessagingException, IOException {
        MimeMessage message = new MimeMessage(Sessions.offline(), new ByteArrayInputStream(raw));
        MimeReader reader = new MimeReader();
        reader.walk(message, 0, false);
        return new ReceivedMail(
                headers(message),
                receivedAt,
                reader.plain,
                reader.html,
                reader.attachments,
                reader.report == null ? null : reader.report.toString(),
                reader.cut);
    }

    /** The headers alone, of a mail that is not read whole. */
    static ReceivedMail head(MimeMessage message, Instant receivedAt) throws MessagingException {
        return new ReceivedMail(headers(message), receivedAt, null, null, List.of(), null, false);
    }

    /** The bytes of an attachment. */
    static InputStream attachment(byte[] raw, int index) throws MessagingException, IOException {
        MimeReader reader = new MimeReader();
        reader.walk(new MimeMessage(Sessions.offline(), new ByteArrayInputStream(raw)), 0, false);
        if (index < 0 || index >= reader.attached.size()) {
            throw new MessagingException("No attachment " + index);
        }
        return reader.attached.get(index).getInputStream();
    }

    private static Map<String, List<String>> headers(MimeMessage message) throws MessagingException {
        Map<String, List<String>> all = new HashMap<>();
        for (Header header : Collections.list(message.getAllHeaders())) {
            all.computeIfAbsent(header.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(header.getValue());
        }
        return all;
    }

    private void walk(Part part, int depth, boolean inReport) throws MessagingException, IOException {
        parts++;
        if (depth > MAX_DEPTH || parts > MAX_PARTS) {
            cut = true;
            return;
        }
        String type = type(part);
        Multipart several = type.startsWith("multipart/") ? multipart(part) : null;
        if (several != null) {
            boolean reports = type.equals("multipart/report");
            report = reports && report == null ? new StringBuilder() : report;
            for (int i = 0; i < several.getCount(); i++) {
                BodyPart one = several.getBodyPart(i);
                walk(one, depth + 1, reports);
            }
        } else if (inReport && report != null && !type.equals("text/plain") && !type.equals("text/html")) {
            // A report's own parts are texts whatever they are called.
            report.append(Charsets.decode(bytes(part), null)).append("\n\n");
        } else if (type.equals("text/plain") && !attachedAsFile(part)) {
            String text = text(part);
            plain = plain == null ? text : plain + "\n" + text;
        } else if (type.equals("text/html") && !attachedAsFile(part) && html == null) {
            html = text(part);
        } else {
            attachments.add(new Attachment(attachments.size(), name(part), type, part.getSize()));
            attached.add(part);
        }
    }

    /** Null where what calls itself a multipart is none. */
    private static @Nullable Multipart multipart(Part part) throws IOException {
        try {
            Multipart parts = new MimeMultipart(new PartSource(part));
            return parts.getCount() > 0 ? parts : null;
        } catch (MessagingException e) {
            return null;
        }
    }

    private static boolean attachedAsFile(Part part) {
        try {
            return Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition());
        } catch (MessagingException e) {
            return false;
        }
    }

    /** Malformed types count as text where the mail has no other, as mail programs have it. */
    private static String type(Part part) {
        try {
            return new ContentType(part.getContentType()).getBaseType().toLowerCase(Locale.ROOT);
        } catch (MessagingException | RuntimeException e) {
            return stated(part).matches("(?s).*multipart/.*") ? "multipart/mixed" : "text/plain";
        }
    }

    private static String stated(Part part) {
        try {
            return part.getContentType().toLowerCase(Locale.ROOT);
        } catch (MessagingException e) {
            return "";
        }
    }

    private static String name(Part part) {
        try {
            String name = part.getFileName();
            return name == null ? "" : HeaderText.decode(name);
        } catch (MessagingException | RuntimeException e) {
            return "";
        }
    }

    private String text(Part part) throws IOException, MessagingException {
        byte[] bytes = bytes(part);
        String charset = charset(part);
        if (charset == null && type(part).equals("text/html")) {
            String begin =
                    new String(bytes, 0, Math.min(bytes.length, 2048), java.nio.charset.StandardCharsets.ISO_8859_1);
            Matcher meta = META_CHARSET.matcher(begin);
            charset = meta.find() ? meta.group(1) : null;
        }
        return Charsets.decode(bytes, charset);
    }

    private byte[] bytes(Part part) throws IOException, MessagingException {
        try (InputStream content = part.getInputStream()) {
            byte[] bytes = content.readNBytes(MAX_TEXT);
            cut |= bytes.length == MAX_TEXT;
            return bytes;
        }
    }

    private static @Nullable String charset(Part part) {
        try {
            return new ContentType(part.getContentType()).getParameter("charset");
        } catch (MessagingException | RuntimeException e) {
            Matcher stated =
                    Pattern.compile("charset\\s*=\\s*\"?([A-Za-z0-9_-]{2,30})").matcher(stated(part));
            return stated.find() ? stated.group(1) : null;
        }
    }
}
