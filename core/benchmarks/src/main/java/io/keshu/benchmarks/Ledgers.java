package io.keshu.benchmarks;

import io.keshu.benchmarks.driver.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether every message that was accepted is in the database and was told to every agent, each once: the driver's account is compared with
 * the tables, customer by customer. An account spans everything from {@link #open} to {@link #check}.
 */
final class Ledgers {

    private static final int MOST_SHOWN = 5;
    private static final long DRAINING_MILLIS = 120_000;

    private final Stage stage;
    private final History history;
    private final Map<String, Stored> opened = new HashMap<>();

    /**
     * One customer's timeline.
     *
     * @param last the number of its last message as the conversation says
     * @param messages that are stored
     * @param gaps numbers below the highest that no message has, counted from the first
     */
    private record Stored(int last, int messages, int gaps) {
        static final Stored NONE = new Stored(0, 0, 0);
    }

    Ledgers(Stage stage, History history) {
        this.stage = stage;
        this.history = history;
    }

    /** Begins a new account with what is stored now. */
    void open() {
        opened.clear();
        opened.putAll(history.run(Ledgers::read));
        Path file = stage.options().folder().resolve("reaches.tsv");
        history.writeReaches(file);
        stage.driver(Wire.of("begin", "file", file));
    }

    /** Waits until nothing is under way. @return whether everything that was accepted has reached every agent */
    boolean drain() {
        boolean drained = Boolean.parseBoolean(
                stage.driver(Wire.of("drain", "millis", DRAINING_MILLIS)).text("drained"));
        return history.settles() && drained;
    }

    /** @return what is missing or too much; empty if the account is right */
    List<String> check() {
        Path file = stage.options().folder().resolve("accepted.tsv");
        stage.driver(Wire.of("report", "file", file));
        Map<String, Stored> now = history.run(Ledgers::read);
        List<String> problems = new ArrayList<>();
        int wrong = 0;
        for (String line : lines(file)) {
            String[] parts = line.split("\t", -1);
            String problem = compare(
                    parts[0],
                    Integer.parseInt(parts[1]),
                    Integer.parseInt(parts[2]),
                    opened.getOrDefault(parts[0], Stored.NONE),
                    now.getOrDefault(parts[0], Stored.NONE));
            if (!problem.isEmpty() && ++wrong <= MOST_SHOWN) {
                problems.add(problem);
            }
        }
        if (wrong > MOST_SHOWN) {
            problems.add("and " + (wrong - MOST_SHOWN) + " more customers");
        }
        return problems;
    }

    private static String compare(String customer, int accepted, int seen, Stored before, Stored now) {
        int numbered = now.last - before.last;
        int stored = now.messages - before.messages;
        return accepted == seen && accepted == numbered && accepted == stored && now.gaps == before.gaps
                ? ""
                : "%s: accepted %d, told to all agents %d, numbered %d, stored %d, gaps %d"
                        .formatted(customer, accepted, seen, numbered, stored, now.gaps - before.gaps);
    }

    private static Map<String, Stored> read(Connection connection) throws SQLException {
        Map<String, Stored> found = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet results = statement.executeQuery("SELECT CONVERT(i.user_id USING ascii), c.last_number,"
                        + " COUNT(m.number), COALESCE(MAX(m.number), c.last_number),"
                        + " COALESCE(MIN(m.number), c.last_number + 1)"
                        + " FROM conversation c JOIN identity i ON i.id = c.identity_id"
                        + " LEFT JOIN message m ON m.conversation_id = c.id GROUP BY c.id, i.user_id, c.last_number")) {
            while (results.next()) {
                int last = results.getInt(2);
                int messages = results.getInt(3);
                int span = results.getInt(4) - results.getInt(5) + 1;
                found.put(results.getString(1), new Stored(last, messages, Math.max(0, span - messages)));
            }
        }
        return found;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
