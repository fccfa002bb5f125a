package io.keshu.channels.email.outbound;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.OutboundMessage;
import io.keshu.channels.email.client.OutgoingMail;
import io.keshu.channels.email.config.AccountSettings;
import io.keshu.channels.email.convert.HeaderText;
import io.keshu.channels.email.convert.MessageIds;
import io.keshu.channels.email.convert.Threads;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes a letter of a message. */
final class LetterWriter {

    private static final Pattern ANSWERING =
            Pattern.compile("\\s*(re|回复|答复|回覆|回復)\\s*[:：].*", Pattern.CASE_INSENSITIVE);

    private LetterWriter() {}

    /** @param answered the customer's mail that it answers, if there is one */
    static OutgoingMail write(
            ChannelAccount account,
            OutboundMessage message,
            Optional<Threads.Mail> answered,
            OutgoingMail.@Nullable Attached attached,
            Instant now) {
        AccountSettings settings = AccountSettings.of(account);
        String text = text(message.content());
        String signed = settings.signature().isEmpty() ? text : text + "\n\n-- \n" + settings.signature();
        Optional<Quotation> quotation = text.isEmpty()
                ? Optional.empty()
                : answered.flatMap(
                        mail -> Quotation.of(mail, message.to().user().value()));
        boolean picture = attached != null && attached.inline();
        List<String> references = answered.map(Threads.Mail::referencesOfAnswer).orElse(List.of());
        return new OutgoingMail(
                MessageIds.own(account.id(), message.id(), settings.address()),
                now,
                message.to().user().value(),
                answered.map(mail -> subject(mail.subject())).orElse(HeaderText.line(account.name())),
                signed + quotation.map(Quotation::text).orElse(""),
                page(html(signed), picture, quotation.map(Quotation::html).orElse("")),
                answered.map(Threads.Mail::messageId)
                        .filter(id -> !id.isEmpty())
                        .orElse(null),
                references,
                attached,
                message.context().automatic());
    }

    private static String text(OutboundContent content) {
        if (content instanceof OutboundContent.Text text) {
            return text.text();
        }
        if (content instanceof OutboundContent.Video video) {
            return (video.title() + "\n" + video.description()).strip();
        }
        return "";
    }

    private static String subject(String subject) {
        String line = HeaderText.line(subject);
        return ANSWERING.matcher(line).matches() ? line : ("Re: " + line).strip();
    }

    private static String page(String written, boolean picture, String quoted) {
        String shown = picture ? "<div><img src=\"cid:" + OutgoingMail.PICTURE + "\" alt=\"\"></div>" : "";
        return "<html><body><div>" + written + "</div>" + shown + quoted + "</body></html>";
    }

    /** A text as HTML shows it. */
    static String html(String text) {
        String escaped = text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
        return escaped.replace("\n", "<br>\n");
    }
}
