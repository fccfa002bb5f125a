package io.keshu.channels.email.convert;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether a machine wrote a mail, so that answering it by another machine might never end (RFC 3834). */
final class Automatic {

    private static final Set<String> BULK = Set.of("bulk", "list", "junk", "auto_reply");
    private static final Pattern NOBODY =
            Pattern.compile("(no[-_.]?reply|do[-_.]?not[-_.]?reply|mailer-daemon|postmaster|bounces?)([-+.=].*)?@.*");

    private Automatic() {}

    /** @param own the mailbox's address */
    static boolean wrote(ReceivedMail mail, String sender, String own) {
        String submitted = mail.header("auto-submitted").toLowerCase(Locale.ROOT);
        return (!submitted.isEmpty() && !submitted.startsWith("no"))
                || BULK.contains(mail.header("precedence").toLowerCase(Locale.ROOT))
                || mail.headers().keySet().stream().anyMatch(name -> name.startsWith("list-"))
                || mail.raw("return-path")
                        .filter(path -> path.strip().equals("<>"))
                        .isPresent()
                || mail.raw("x-autoreply").isPresent()
                || mail.raw("x-autorespond").isPresent()
                || mail.report() != null
                || NOBODY.matcher(sender).matches()
                || sender.equals(own);
    }
}
