package io.keshu.channels.email.outbound;

import io.keshu.channels.email.convert.Threads;
import java.text.MessageFormat;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The customer's mail below the answer to it, in a form that mail programs fold away and {@link
 * io.keshu.channels.email.convert.QuoteSplitter} recognises when it comes back.
 *
 * @param text of the plain part
 * @param html of the HTML part
 */
record Quotation(String text, String html) {

    private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");

    /** Empty if what she wrote is not known any more. */
    static Optional<Quotation> of(Threads.Mail mail, String customer) {
        if (mail.quote().isEmpty()) {
            return Optional.empty();
        }
        // She reads it in the language in which she wrote.
        boolean chinese = CHINESE.matcher(mail.quote() + mail.subject()).find();
        String words = ResourceBundle.getBundle(
                        "messages/email-words",
                        chinese ? Locale.ROOT : Locale.ENGLISH,
                        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES))
                .getString("channel.email.letter.wrote");
        String day =
                mail.receivedAt().atZone(ZoneId.systemDefault()).toLocalDate().toString();
        String wrote = new MessageFormat(words, Locale.ROOT).format(new Object[] {day, customer});
        String quoted = mail.quote().lines().map(line -> "> " + line).collect(Collectors.joining("\n"));
        return Optional.of(new Quotation(
                "\n\n" + wrote + "\n" + quoted,
                "<br><div class=\"gmail_quote\"><div>" + LetterWriter.html(wrote)
                        + "</div><blockquote type=\"cite\" style=\"margin:0 0 0 .8ex;border-left:1px solid #ccc;"
                        + "padding-left:1ex\">" + LetterWriter.html(mail.quote()) + "</blockquote></div>"));
    }
}
