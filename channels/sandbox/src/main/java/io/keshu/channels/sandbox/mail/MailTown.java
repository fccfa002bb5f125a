package io.keshu.channels.sandbox.mail;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A mail server (IMAP and SMTP, in the clear, on this machine only) with the company's mailbox and its customers'. Thread-safe. */
public final class MailTown implements AutoCloseable {

    /** The company's mailbox; no such domain exists (RFC 2606). */
    public static final String COMPANY = "service@keshu.example";

    private static final String HOST = "127.0.0.1";

    /** A customer. */
    record Person(String address, String name) {}

    private final GreenMail server = new GreenMail(new ServerSetup[] {
        new ServerSetup(0, HOST, ServerSetup.PROTOCOL_SMTP), new ServerSetup(0, HOST, ServerSetup.PROTOCOL_IMAP)
    });
    private final Clock clock;
    private final @Nullable MailShelf shelf;
    private final String password;
    private final GreenMailUser company;
    private final Map<String, Person> people = new LinkedHashMap<>();
    private final List<Letter> letters = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    private MailTown(Clock clock, @Nullable MailShelf shelf) {
        this.clock = clock;
        this.shelf = shelf;
        this.password = shelf == null ? UUID.randomUUID().toString() : shelf.password(UUID.randomUUID()::toString);
        server.start();
        this.company = server.setUser(COMPANY, COMPANY, password);
        add(new Person("chen@customer.example", "陈女士"));
        add(new Person("lin@customer.example", "林先生"));
        if (shelf != null) {
            shelf.people().forEach(this::add);
            shelf.letters().forEach(this::restore);
        }
    }

    /**
     * Starts the server on free ports.
     *
     * @param folder where letters are kept over a restart, or null
     */
    public static MailTown start(@Nullable Path folder, Clock clock) {
        return new MailTown(clock, folder == null ? null : new MailShelf(folder));
    }

    public String host() {
        return HOST;
    }

    public int imapPort() {
        return server.getImap().getPort();
    }

    public int smtpPort() {
        return server.getSmtp().getPort();
    }

    /** Of the company's mailbox; the same after a restart. */
    public String password() {
        return password;
    }

    synchronized List<Person> people() {
        return List.copyOf(people.values());
    }

    synchronized Optional<Person> person(String address) {
        return Optional.ofNullable(people.get(address));
    }

    /** One more customer, with an address of her own. */
    synchronized Person meet(String name) {
        Person person = new Person("customer" + (people.size() + 1) + "@customer.example", name);
        add(person);
        if (shelf != null) {
            shelf.keep(people());
        }
        return person;
    }

    private void add(Person person) {
        if (people.putIfAbsent(person.address(), person) == null) {
            server.setUser(person.address(), person.address(), UUID.randomUUID().toString());
        }
    }

    /** What passed between her and the company, oldest first. */
    synchronized List<Letter> letters(Person person) {
        collect();
        return letters.stream()
                .filter(letter -> letter.customer().equals(person.address()))
                .toList();
    }

    /** She writes to the company. */
    synchronized Letter write(Person person, Draft draft) throws MessagingException {
        Instant now = clock.instant();
        String messageId = "<" + UUID.randomUUID() + "@customer.example>";
        Letter letter = new Letter(
                letters.size() + 1, person.address(), false, now, draft.mail(person, COMPANY, messageId, now));
        keep(letter);
        company.deliver(letter.mail());
        return letter;
    }

    /** Takes in what the company has sent since. */
    private void collect() {
        for (Person person : people.values()) {
            for (StoredMessage stored : inbox(person)) {
                MimeMessage mail = stored.getMimeMessage();
                Letter letter = new Letter(
                        letters.size() + 1,
                        person.address(),
                        true,
                        stored.getReceivedDate().toInstant(),
                        mail);
                if (seen.add(letter.messageId() + person.address())) {
                    keep(letter);
                }
            }
        }
        letters.sort(Comparator.comparing(Letter::at));
    }

    private List<StoredMessage> inbox(Person person) {
        try {
            return server.getManagers()
                    .getImapHostManager()
                    .getInbox(server.getUserManager().getUser(person.address()))
                    .getMessages();
        } catch (FolderException e) {
            throw new IllegalStateException("A mailbox is gone: " + person.address(), e);
        }
    }

    private void keep(Letter letter) {
        letters.add(letter);
        if (shelf != null) {
            shelf.keep(letter);
        }
    }

    private void restore(Letter letter) {
        letters.add(letter);
        if (letter.fromCompany()) {
            seen.add(letter.messageId() + letter.customer());
        } else {
            // The mailbox is numbered anew; whoever reads it knows what it has read by the letters' own ids.
            company.deliver(letter.mail());
        }
    }

    @Override
    public synchronized void close() {
        collect();
        server.stop();
    }

    /** @throws UncheckedIOException if it can't be read any more */
    static byte[] bytes(Letter.Attached attached) {
        try (var content = attached.part().getInputStream()) {
            return content.readAllBytes();
        } catch (IOException | MessagingException e) {
            throw new UncheckedIOException(new IOException("An attachment can't be read", e));
        }
    }
}
