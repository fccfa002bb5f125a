package io.keshu.channels.email.convert;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The latest mails of one customer, newest first, as far as an answer needs them. Kept as text: a line for each, its fields between tabs.
 */
public record Threads(List<Mail> mails) {

    /** Answers are to the latest mail; a few older ones serve those that were under way meanwhile. */
    private static final int KEPT = 6;

    private static final int MAX_REFERENCES = 1200;
    private static final int MAX_SUBJECT = 200;
    private static final int MAX_QUOTE = 1500;

    /** Of the latest mails what they said is known, for the quotation below the answer. */
    private static final int QUOTED = 2;

    /** Mails of which only these are kept were stored before quotations were. */
    private static final int FIELDS = 4;

    private static final int FIELDS_QUOTED = 6;

    /** Stands for a line's end, which ends a mail. */
    private static final char LINE = '\u001e';

    public Threads {
        mails = List.copyOf(mails);
    }

    /**
     * @param externalId the hub's name of the mail
     * @param messageId with angle brackets; empty if it has none
     * @param references between spaces, oldest first
     * @param quote what the customer wrote, or its beginning; empty if that is not known any more
     */
    public record Mail(
            String externalId, String messageId, String references, String subject, Instant receivedAt, String quote) {

        static Mail of(
                String externalId,
                String messageId,
                List<String> references,
                String subject,
                Instant receivedAt,
                String text) {
            String all = String.join(" ", references);
            while (all.length() > MAX_REFERENCES) {
                // The oldest go first; the threads of mail programs hold by the latest.
                all = all.substring(all.indexOf(' ') + 1);
            }
            String kept = subject.length() > MAX_SUBJECT ? subject.substring(0, MAX_SUBJECT) : subject;
            String quote = text.length() > MAX_QUOTE ? text.substring(0, MAX_QUOTE) + "…" : text;
            return new Mail(externalId, messageId, all, HeaderText.line(kept), receivedAt, quote.strip());
        }

        private Mail unquoted() {
            return new Mail(externalId, messageId, references, subject, receivedAt, "");
        }

        private static Mail parse(String[] fields) {
            boolean quoted = fields.length == FIELDS_QUOTED && fields[FIELDS].matches("[0-9]{1,12}");
            return new Mail(
                    fields[0],
                    fields[1],
                    fields[2],
                    fields[3],
                    Instant.ofEpochSecond(quoted ? Long.parseLong(fields[FIELDS]) : 0),
                    quoted ? fields[FIELDS + 1].replace(LINE, '\n') : "");
        }

        private String line() {
            String kept = quote.replaceAll("[\\p{Cntrl}&&[^\n]]", " ").replace('\n', LINE);
            return String.join(
                    "\t",
                    externalId,
                    messageId,
                    references,
                    subject,
                    Long.toString(Math.max(0, receivedAt.getEpochSecond())),
                    // Line ends of other scripts would end the mail as well.
                    kept.replaceAll("[\u0085\u2028\u2029]", " "));
        }

        /** What an answer refers to: this mail and those before it. */
        public List<String> referencesOfAnswer() {
            return Stream.concat(Arrays.stream(references.split(" ")), Stream.of(messageId))
                    .filter(id -> !id.isEmpty())
                    .distinct()
                    .toList();
        }
    }

    public static Threads none() {
        return new Threads(List.of());
    }

    public static Threads parse(String kept) {
        return new Threads(kept.lines()
                .map(line -> line.split("\t", -1))
                .filter(fields -> fields.length == FIELDS || fields.length == FIELDS_QUOTED)
                .map(Mail::parse)
                .toList());
    }

    public Threads with(Mail mail) {
        List<Mail> all = new ArrayList<>();
        all.add(mail);
        mails.stream()
                .filter(known -> !known.externalId().equals(mail.externalId()))
                .limit(KEPT - 1)
                .forEach(known -> all.add(all.size() < QUOTED ? known : known.unquoted()));
        return new Threads(all);
    }

    /** The mail that is answered: the one of this name or of one of its attachments, else the latest. */
    public Optional<Mail> answered(@Nullable String externalId) {
        String name = externalId == null ? "" : externalId.replaceFirst("#.*", "");
        return mails.stream()
                .filter(mail -> mail.externalId().equals(name))
                .findFirst()
                .or(() -> mails.stream().findFirst());
    }

    @Override
    public String toString() {
        return String.join("\n", mails.stream().map(Mail::line).toList());
    }
}
