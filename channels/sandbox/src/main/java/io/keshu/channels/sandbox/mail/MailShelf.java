package io.keshu.channels.sandbox.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Letters as files of a folder, each as mail programs save them. */
final class MailShelf {

    private static final Pattern NAME = Pattern.compile("([0-9]{6})-(from|to)-([0-9]{1,15})-([a-z0-9.@-]{3,80})\\.eml");

    private final Path folder;

    MailShelf(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't use the folder " + folder, e);
        }
    }

    /** The one that is kept, made up at first. */
    String password(Supplier<String> madeUp) {
        Path file = folder.resolve("password");
        try {
            if (!Files.exists(file)) {
                Files.writeString(file, madeUp.get());
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't keep the mailbox's password", e);
        }
    }

    void keep(List<MailTown.Person> people) {
        try {
            Files.write(
                    folder.resolve("people"),
                    people.stream()
                            .map(person -> person.address() + " " + person.name())
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException("Can't keep the customers", e);
        }
    }

    List<MailTown.Person> people() {
        Path file = folder.resolve("people");
        try {
            return !Files.exists(file)
                    ? List.of()
                    : Files.readAllLines(file).stream()
                            .filter(line -> line.indexOf(' ') > 0)
                            .map(line -> new MailTown.Person(
                                    line.substring(0, line.indexOf(' ')), line.substring(line.indexOf(' ') + 1)))
                            .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read the customers", e);
        }
    }

    void keep(Letter letter) {
        String name = String.format(
                "%06d-%s-%d-%s.eml",
                letter.id(), letter.fromCompany() ? "to" : "from", letter.at().toEpochMilli(), letter.customer());
        try (OutputStream file = Files.newOutputStream(folder.resolve(name))) {
            letter.mail().writeTo(file);
        } catch (IOException | MessagingException e) {
            throw new UncheckedIOException(new IOException("Can't keep a letter", e));
        }
    }

    /** In the order in which they came. */
    List<Letter> letters() {
        List<Letter> letters = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                Matcher name = NAME.matcher(file.getFileName().toString());
                if (name.matches()) {
                    letters.add(read(file, name));
                }
            }
            return letters;
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read the letters in " + folder, e);
        }
    }

    private static Letter read(Path file, Matcher name) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            return new Letter(
                    Integer.parseInt(name.group(1)),
                    name.group(4),
                    name.group(2).equals("to"),
                    Instant.ofEpochMilli(Long.parseLong(name.group(3))),
                    new MimeMessage(Session.getInstance(new Properties()), content));
        } catch (MessagingException e) {
            throw new IOException("Not a letter: " + file, e);
        }
    }
}
