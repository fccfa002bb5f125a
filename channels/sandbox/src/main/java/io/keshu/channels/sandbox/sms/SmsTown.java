package io.keshu.channels.sandbox.sms;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The customers with their phones, and what is on these. Thread-safe. */
public final class SmsTown {

    /** The company's number. */
    public static final String COMPANY = "106900001";

    private static final int MOST_KEPT = 500;
    private static final long FIRST_NUMBER = 8613800138000L;

    private final Clock clock;
    private final Map<String, Phone> phones = new LinkedHashMap<>();
    private int ids;

    SmsTown(Clock clock) {
        this.clock = clock;
    }

    /** A customer's phone. */
    private static final class Phone {
        private final Person person;
        private final List<Message> messages = new ArrayList<>();
        private final Map<Integer, Map<Integer, byte[]>> parts = new LinkedHashMap<>();
        private boolean off;

        Phone(Person person) {
            this.person = person;
        }
    }

    /**
     * A customer.
     *
     * @param number with its country's code, without a plus
     */
    public record Person(String number, String name) {}

    /**
     * A message on a phone.
     *
     * @param mine whether the customer wrote it
     * @param segments how many it took
     * @param state of one that the customer wrote: {@code waiting} until the company's side took it, then {@code taken}; else empty
     */
    public record Message(int id, boolean mine, Instant at, String text, int segments, String state) {}

    /** Adds a customer with a number of her own. */
    public synchronized Person meet(String name) {
        Person person = new Person(Long.toString(FIRST_NUMBER + phones.size()), name);
        phones.put(person.number(), new Phone(person));
        return person;
    }

    public synchronized List<Person> people() {
        return phones.values().stream().map(phone -> phone.person).toList();
    }

    /** @param number with or without its plus */
    public synchronized Optional<Person> person(String number) {
        Phone phone = phones.get(number.startsWith("+") ? number.substring(1) : number);
        return Optional.ofNullable(phone).map(found -> found.person);
    }

    public synchronized List<Message> messages(Person person) {
        Phone phone = phones.get(person.number());
        return phone == null ? List.of() : List.copyOf(phone.messages);
    }

    /** Switches a phone off, so that what is sent to it comes back as undelivered. */
    public synchronized void switchOff(Person person, boolean off) {
        Phone phone = phones.get(person.number());
        if (phone != null) {
            phone.off = off;
        }
    }

    public synchronized boolean off(Person person) {
        Phone phone = phones.get(person.number());
        return phone == null || phone.off;
    }

    synchronized Message wrote(Person person, String text, int segments) {
        return add(person, new Message(++ids, true, clock.instant(), text, segments, "waiting"));
    }

    private Message add(Person person, Message message) {
        Phone phone = phones.get(person.number());
        if (phone != null) {
            phone.messages.add(message);
            if (phone.messages.size() > MOST_KEPT) {
                phone.messages.remove(0);
            }
        }
        return message;
    }

    synchronized void taken(Person person, int id) {
        Phone phone = phones.get(person.number());
        if (phone != null) {
            phone.messages.replaceAll(message -> message.id() == id
                    ? new Message(id, true, message.at(), message.text(), message.segments(), "taken")
                    : message);
        }
    }

    /**
     * A segment reaches a phone.
     *
     * @param reference of a long message, with its total and which part this is; a total of 1 is a whole message
     * @return false if the phone is off
     */
    synchronized boolean got(Person person, int coding, int reference, int total, int number, byte[] octets) {
        Phone phone = phones.get(person.number());
        if (phone == null || phone.off) {
            return false;
        }
        Map<Integer, byte[]> parts =
                phone.parts.computeIfAbsent(total == 1 ? -1 : reference, key -> new LinkedHashMap<>());
        parts.put(number, octets);
        if (parts.size() >= total) {
            StringBuilder text = new StringBuilder();
            for (int i = 1; i <= total; i++) {
                text.append(Writing.read(coding, parts.getOrDefault(i, new byte[0])));
            }
            parts.clear();
            add(person, new Message(++ids, false, clock.instant(), text.toString(), total, ""));
        }
        return true;
    }
}
