package io.keshu.channels.email.convert;

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
    private static final int FIELDS = 4;

    public Threads {
        mails = List.copyOf(mails);
    }

    /**
     * @param externalId the hub's name of the mail
     * @param messageId with angle brackets; empty if it has none
     * @param references between spaces, oldest first
     */
    public record Mail(String externalId, String messageId, String references, String subject) {

        static Mail of(String externalId, String messageId, List<String> references, String subject) {
            String all = String.join(" ", references);
            while (all.length() > MAX_REFERENCES) {
                // The oldest go first; the threads of mail programs hold by the latest.
                all = all.substring(all.indexOf(' ') + 1);
            }
            String kept = subject.length() > MAX_SUBJECT ? subject.substring(0, MAX_SUBJECT) : subject;
            return new Mail(externalId, messageId, all, HeaderText.line(kept));
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
                .filter(fields -> fields.length == FIELDS)
                .map(fields -> new Mail(fields[0], fields[1], fields[2], fields[3]))
                .toList());
    }

    public Threads with(Mail mail) {
        List<Mail> all = new ArrayList<>();
        all.add(mail);
        mails.stream()
                .filter(known -> !known.externalId().equals(mail.externalId()))
                .limit(KEPT - 1)
                .forEach(all::add);
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
        return String.join(
                "\n",
                mails.stream()
                        .map(mail -> String.join(
                                "\t", mail.externalId(), mail.messageId(), mail.references(), mail.subject()))
                        .toList());
    }
}
