package io.keshu.console.fault;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Holds what the database says against what the customers' side saw. Collects every breach, so that one run shows all of them. The columns
 * are read as they stand, without the hub's own code: that may be what is wrong.
 */
final class Checker implements AutoCloseable {

    private static final int CUSTOMER = 0;
    static final int ACCEPTED = 1;
    static final int FAILED = 2;
    static final int UNKNOWN = 3;

    /** What a customer sent and the hub acknowledged: when it was first sent, and when the first acknowledgement was there. */
    record Acknowledged(String openId, String text, Instant firstSentAt, Instant acknowledgedAt) {

        /** Of two deliveries of the same text, the one that was acknowledged first. */
        Acknowledged earliest(Acknowledged other) {
            return acknowledgedAt.isBefore(other.acknowledgedAt) ? this : other;
        }
    }

    /** A text on a customer's phone. */
    record Delivered(String openId, String text) {}

    private record Entry(
            long conversation, int number, int author, String openId, String text, int state, boolean saysWhy) {}

    private final Connection connection;
    private final List<String> breaches = new ArrayList<>();
    private List<Entry> timeline = List.of();

    Checker(String url, String username, String password) throws SQLException {
        connection = DriverManager.getConnection(url, username, password);
    }

    /** Whether nothing waits any more: everything accepted is in a timeline, everything to be sent has an end, figures are up to date. */
    boolean quiet() throws SQLException {
        return count("SELECT COUNT(*) FROM inbound") == 0
                && count("SELECT COUNT(*) FROM outbox WHERE state IN (0, 1)") == 0
                && count("SELECT COUNT(*) FROM fact_dispatch") == 0;
    }

    /** How many texts of customers are stored. */
    int customersTexts() throws SQLException {
        return (int) count("SELECT COUNT(*) FROM message WHERE author = " + CUSTOMER);
    }

    /** What waits, for whoever waits too long. */
    String waiting() throws SQLException {
        return "inbound " + count("SELECT COUNT(*) FROM inbound") + ", pending "
                + count("SELECT COUNT(*) FROM outbox WHERE state = 0") + ", claimed "
                + count("SELECT COUNT(*) FROM outbox WHERE state = 1") + ", fact batches "
                + count("SELECT COUNT(*) FROM fact_dispatch");
    }

    /** @return the breaches found, none if every promise was kept */
    List<String> check(
            Collection<Acknowledged> acknowledged,
            Set<String> replies,
            Collection<Delivered> delivered,
            Set<String> sent)
            throws SQLException {
        timeline = readTimeline();
        numbersHaveNoGaps();
        atMostOneConversationIsOpenPerIdentity();
        everyAcknowledgedTextIsStoredOnce(acknowledged, sent);
        orderIsThatOfArrival(acknowledged);
        everyReplyIsStoredOnceAndDeliveredAsStated(replies, delivered);
        figuresCountEveryMessageOnce();
        return breaches;
    }

    /** How many of our messages ended in this state. */
    long ended(int state) {
        return timeline.stream()
                .filter(entry -> entry.author != CUSTOMER && entry.state == state)
                .count();
    }

    private void numbersHaveNoGaps() throws SQLException {
        breach(
                "a timeline with a gap",
                "SELECT c.id FROM conversation c LEFT JOIN message m ON m.conversation_id = c.id GROUP BY c.id, c.last_number"
                        + " HAVING COUNT(m.number) <> c.last_number OR MIN(m.number) <> 1 OR MAX(m.number) <> c.last_number");
        breach(
                "messages without a conversation",
                "SELECT DISTINCT m.conversation_id FROM message m LEFT JOIN conversation c ON c.id = m.conversation_id"
                        + " WHERE c.id IS NULL");
    }

    private void atMostOneConversationIsOpenPerIdentity() throws SQLException {
        // Nobody closes any in this test, so that a second one is always one too many.
        breach(
                "an identity with several conversations",
                "SELECT identity_id FROM conversation GROUP BY identity_id HAVING COUNT(*) > 1");
        breach(
                "a customer's address with several identities",
                "SELECT MIN(id) FROM identity GROUP BY account_id, user_id HAVING COUNT(*) > 1");
    }

    private void everyAcknowledgedTextIsStoredOnce(Collection<Acknowledged> acknowledged, Set<String> sent) {
        Map<String, List<Entry>> stored = byText(true);
        for (Acknowledged text : acknowledged) {
            if (!stored.containsKey(text.text)) {
                breaches.add("acknowledged and lost: " + text.text);
            }
        }
        stored.forEach((text, entries) -> {
            if (entries.size() > 1) {
                breaches.add("stored " + entries.size() + " times: " + text);
            }
            if (!sent.contains(text)) {
                breaches.add("stored and never sent: " + text);
            }
        });
    }

    /** Of two texts of a customer of which one was sent when the other had been acknowledged, the numbers tell which. */
    private void orderIsThatOfArrival(Collection<Acknowledged> acknowledged) {
        Map<String, List<Entry>> stored = byText(true);
        Map<String, List<Acknowledged>> customers = new HashMap<>();
        for (Acknowledged text : acknowledged) {
            customers.computeIfAbsent(text.openId, id -> new ArrayList<>()).add(text);
        }
        for (List<Acknowledged> texts : customers.values()) {
            for (Acknowledged earlier : texts) {
                for (Acknowledged later : texts) {
                    if (earlier.acknowledgedAt.isBefore(later.firstSentAt)
                            && number(stored, earlier.text) > number(stored, later.text)) {
                        breaches.add("out of order: " + earlier.text + " after " + later.text);
                    }
                }
            }
        }
    }

    private static int number(Map<String, List<Entry>> stored, String text) {
        return stored.getOrDefault(text, List.of()).stream()
                .mapToInt(Entry::number)
                .findFirst()
                .orElse(0);
    }

    private void everyReplyIsStoredOnceAndDeliveredAsStated(Set<String> replies, Collection<Delivered> delivered) {
        Map<String, List<Entry>> stored = byText(false);
        Map<String, Integer> arrivals = new HashMap<>();
        for (Delivered text : delivered) {
            arrivals.merge(key(text.openId, text.text), 1, Integer::sum);
        }
        for (String reply : replies) {
            if (!stored.containsKey(reply)) {
                breaches.add("the agent's reply was taken and lost: " + reply);
            }
        }
        Map<String, Entry> known = new HashMap<>();
        for (Entry entry : timeline) {
            if (entry.author == CUSTOMER) {
                continue;
            }
            if (known.put(key(entry.openId, entry.text), entry) != null) {
                breaches.add("stored twice: " + entry);
            }
            int arrived = arrivals.getOrDefault(key(entry.openId, entry.text), 0);
            boolean asStated = switch (entry.state) {
                case ACCEPTED -> arrived == 1;
                case FAILED -> arrived == 0 && entry.saysWhy;
                case UNKNOWN -> arrived <= 1 && entry.saysWhy;
                default -> false;
            };
            if (!asStated) {
                breaches.add("arrived " + arrived + " times: " + entry);
            }
        }
        for (Delivered text : delivered) {
            if (!known.containsKey(key(text.openId, text.text))) {
                breaches.add("arrived and nobody wrote it: " + text);
            }
        }
        phonesShowTheTimelinesOrder(delivered, known);
    }

    private void phonesShowTheTimelinesOrder(Collection<Delivered> delivered, Map<String, Entry> known) {
        Map<String, Integer> last = new HashMap<>();
        for (Delivered text : delivered) {
            Entry entry = known.get(key(text.openId, text.text));
            if (entry != null) {
                int before = last.getOrDefault(text.openId, 0);
                if (entry.number < before) {
                    breaches.add("arrived after number " + before + ": " + entry);
                }
                last.put(text.openId, Math.max(before, entry.number));
            }
        }
    }

    private void figuresCountEveryMessageOnce() throws SQLException {
        long messages = timeline.size();
        long counted = count("SELECT COALESCE(SUM(messages), 0) FROM stats_message_hour");
        if (messages != counted) {
            breaches.add("the figures count " + counted + " of " + messages + " messages");
        }
    }

    private Map<String, List<Entry>> byText(boolean customers) {
        Map<String, List<Entry>> texts = new LinkedHashMap<>();
        for (Entry entry : timeline) {
            if (customers == (entry.author == CUSTOMER)) {
                texts.computeIfAbsent(entry.text, text -> new ArrayList<>()).add(entry);
            }
        }
        return texts;
    }

    private static String key(String openId, String text) {
        return openId + " " + text;
    }

    private List<Entry> readTimeline() throws SQLException {
        List<Entry> entries = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT m.conversation_id, m.number, m.author,"
                        + " CAST(i.user_id AS CHAR), m.text, COALESCE(m.delivery_state, -1), m.delivery_reason IS NOT NULL"
                        + " FROM message m JOIN conversation c ON c.id = m.conversation_id"
                        + " JOIN identity i ON i.id = c.identity_id")) {
            while (rows.next()) {
                entries.add(new Entry(
                        rows.getLong(1),
                        rows.getInt(2),
                        rows.getInt(3),
                        rows.getString(4),
                        rows.getString(5),
                        rows.getInt(6),
                        rows.getBoolean(7)));
            }
        }
        entries.sort(Comparator.comparingLong(Entry::conversation).thenComparingInt(Entry::number));
        return entries;
    }

    private long count(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void breach(String what, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                breaches.add(what + ": " + rows.getLong(1));
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
