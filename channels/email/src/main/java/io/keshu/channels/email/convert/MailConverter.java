package io.keshu.channels.email.convert;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ExternalMessageId;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.InboundContent.MailNotice;
import io.keshu.channels.api.InboundEnvelope;
import io.keshu.channels.email.convert.ReceivedMail.Attachment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the hub's messages of a mail: the letter, then a message for each attachment. */
public final class MailConverter {

    /** What mails count as from that name no sender. */
    static final ExternalUserId UNKNOWN = new ExternalUserId("unknown");

    /** In characters; nobody reads more in a conversation, and all of it is loaded with the timeline. */
    static final int MAX_TEXT = 50_000;

    static final int MAX_QUOTED = 30_000;
    static final int MAX_HTML = 60_000;
    static final int MAX_SUBJECT = 500;
    private static final int MAX_RAW = 8_000;

    /** More are named rather than shown. */
    static final int MAX_ATTACHMENTS = 20;

    private MailConverter() {}

    /**
     * @param reference by which {@link Reference} finds the mail again
     * @param own the mailbox's address
     */
    public record Origin(ChannelAccountId account, Reference reference, String own) {}

    /**
     * @param envelopes empty if there is nothing to tell anybody
     * @param thread what an answer needs to know; empty if there is nothing to answer
     */
    public record Converted(List<InboundEnvelope> envelopes, Optional<Answerable> thread) {

        /** A mail of this customer that may be answered. */
        public record Answerable(ExternalUserId user, Threads.Mail mail) {}
    }

    /** @param notice what became of it already */
    public static Converted convert(Origin origin, ReceivedMail mail, MailNotice notice) {
        Optional<String> from = Addresses.of(mail.header("from"));
        ExternalUserId user = from.map(ExternalUserId::new).orElse(UNKNOWN);
        ExternalMessageId id = MessageIds.of(mail, user.value());
        if (mail.report() != null) {
            return new Converted(
                    DeliveryReport.of(mail.report(), origin.account()).stream()
                            .map(told -> new InboundEnvelope(
                                    origin.account(),
                                    id,
                                    told.recipient().map(ExternalUserId::new).orElse(user),
                                    mail.receivedAt(),
                                    told.receipt(),
                                    head(mail)))
                            .toList(),
                    Optional.empty());
        }
        boolean automatic = from.isEmpty() || Automatic.wrote(mail, user.value(), origin.own());
        // What a machine attached stays in the mailbox: nothing of its mails may ask for an answer.
        int shown = automatic ? 0 : Math.min(MAX_ATTACHMENTS, mail.attachments().size());
        List<InboundEnvelope> envelopes = new ArrayList<>();
        InboundContent.Mail letter = letter(mail, automatic, shown, notice);
        envelopes.add(envelope(origin, id, user, mail, letter));
        for (Attachment attachment : mail.attachments().subList(0, shown)) {
            envelopes.add(envelope(
                    origin,
                    MessageIds.part(id, attachment.index()),
                    user,
                    mail,
                    content(origin.reference(), attachment)));
        }
        return new Converted(
                envelopes, from.map(known -> new Converted.Answerable(user, thread(mail, id, letter.text()))));
    }

    private static InboundEnvelope envelope(
            Origin origin, ExternalMessageId id, ExternalUserId user, ReceivedMail mail, InboundContent content) {
        return new InboundEnvelope(origin.account(), id, user, mail.receivedAt(), content, head(mail));
    }

    private static InboundContent.Mail letter(ReceivedMail mail, boolean automatic, int shown, MailNotice notice) {
        String html = mail.html();
        String plain = mail.plain();
        HtmlReader.Read read = html == null ? new HtmlReader.Read("", "", "") : HtmlReader.read(html);
        boolean plainSays = plain != null && !plain.isBlank();
        String all = plainSays ? begin(plain, HtmlReader.MAX_READ) : read.text();
        QuoteSplitter.Split split = QuoteSplitter.split(all.replace("\r\n", "\n"));
        String quoted = split.quoted().isEmpty() && !plainSays ? read.quoted() : split.quoted();
        boolean cut = mail.cut()
                || split.fresh().length() > MAX_TEXT
                || quoted.length() > MAX_QUOTED
                || read.cleaned().length() > MAX_HTML
                || (!automatic && shown < mail.attachments().size());
        return new InboundContent.Mail(
                begin(mail.header("subject"), MAX_SUBJECT),
                begin(split.fresh(), MAX_TEXT),
                begin(quoted, MAX_QUOTED),
                // Half a page is no page; the text is there.
                read.cleaned().length() > MAX_HTML ? "" : read.cleaned(),
                automatic,
                notice == MailNotice.NONE && cut ? MailNotice.CUT : notice,
                String.join(
                        "\n",
                        mail.attachments().stream()
                                .skip(shown)
                                .limit(MAX_ATTACHMENTS)
                                .map(Attachment::name)
                                .filter(name -> !name.isEmpty())
                                .toList()));
    }

    private static InboundContent content(Reference mail, Attachment attachment) {
        String reference = mail.attachment(attachment.index()).toString();
        boolean picture = attachment.contentType().startsWith("image/")
                && !attachment.contentType().contains("svg")
                && !attachment.contentType().contains("tiff");
        return picture
                ? new InboundContent.Image(reference, null)
                : new InboundContent.File(reference, begin(attachment.name(), MAX_SUBJECT), -1);
    }

    private static Threads.Mail thread(ReceivedMail mail, ExternalMessageId id, String text) {
        List<String> references =
                new ArrayList<>(MessageIds.in(mail.raw("references").orElse("")));
        MessageIds.in(mail.raw("in-reply-to").orElse("")).stream()
                .filter(before -> !references.contains(before))
                .forEach(references::add);
        return Threads.Mail.of(
                id.value(),
                MessageIds.in(mail.raw("message-id").orElse("")).stream()
                        .findFirst()
                        .orElse(""),
                references,
                mail.header("subject"),
                mail.receivedAt(),
                text);
    }

    /**
     * A mail that can't be read: said so, with the mail itself as a file for whoever wants to look into it.
     *
     * @param raw its beginning; empty if not even that could be had
     */
    public static List<InboundEnvelope> unreadable(Origin origin, Instant receivedAt, String raw, String problem) {
        ExternalUserId user = raw.lines()
                .takeWhile(line -> !line.isEmpty())
                .filter(line -> line.regionMatches(true, 0, "from:", 0, 5))
                .findFirst()
                .flatMap(line -> Addresses.of(HeaderText.decode(line.substring(5))))
                .map(ExternalUserId::new)
                .orElse(UNKNOWN);
        ExternalMessageId id = new ExternalMessageId("unreadable:" + origin.reference());
        InboundEnvelope told = new InboundEnvelope(
                origin.account(),
                id,
                user,
                receivedAt,
                new InboundContent.Unsupported(
                        "mail", Map.of("problem", begin(problem, MAX_SUBJECT), "raw", begin(raw, MAX_RAW))),
                begin(raw, MAX_RAW));
        InboundEnvelope whole = new InboundEnvelope(
                origin.account(),
                MessageIds.part(id, 0),
                user,
                receivedAt,
                new InboundContent.File(origin.reference().whole().toString(), "mail.eml", -1),
                "");
        return raw.isEmpty() ? List.of(told) : List.of(told, whole);
    }

    private static String head(ReceivedMail mail) {
        StringBuilder head = new StringBuilder();
        for (String name : List.of("message-id", "from", "to", "subject", "date", "return-path", "auto-submitted")) {
            mail.raw(name)
                    .ifPresent(value ->
                            head.append(name).append(": ").append(value).append('\n'));
        }
        return begin(head.toString(), MAX_RAW);
    }

    /** No more than so many characters, and none of them half. */
    private static String begin(@Nullable String text, int max) {
        if (text == null || text.length() <= max) {
            return text == null ? "" : text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max);
    }
}
