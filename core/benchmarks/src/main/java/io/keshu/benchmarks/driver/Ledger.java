package io.keshu.benchmarks.driver;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Who sent how much, how much of it was accepted, and what the agents were told: a hint says how far a conversation's timeline reaches,
 * hence how many messages arrived. Counts from the last {@link #begin} on. Not thread-safe.
 */
final class Ledger {

    private final int agents;
    private final Map<Long, Timeline> timelines = new HashMap<>();
    private final int[] accepted;
    private final Deque<Long>[] underway;
    private final long[] seen;
    private final Histogram ends = new Histogram(3);
    private long acceptedInAll;

    private static final class Timeline {
        private final int customer;
        private final int base;
        private final int[] last;

        Timeline(int customer, int base, int agents) {
            this.customer = customer;
            this.base = base;
            this.last = new int[agents];
            Arrays.fill(last, base);
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    Ledger(int customers, int agents) {
        this.agents = agents;
        this.accepted = new int[customers];
        this.underway = new Deque[customers];
        this.seen = new long[agents];
        Arrays.setAll(underway, i -> new ArrayDeque<>());
    }

    /** Forgets everything; {@link #known} follows for each conversation that there is. */
    void begin() {
        timelines.clear();
        Arrays.fill(accepted, 0);
        Arrays.fill(seen, 0);
        for (Deque<Long> times : underway) {
            times.clear();
        }
        acceptedInAll = 0;
    }

    /** @param last how far the conversation's timeline reaches now */
    void known(long conversation, int customer, int last) {
        timelines.put(conversation, new Timeline(customer, last, agents));
    }

    void sent(int customer, long due) {
        underway[customer].add(due);
    }

    void accepted(int customer) {
        accepted[customer]++;
        acceptedInAll++;
    }

    /** An agent was told that a conversation's timeline reaches this far. */
    void told(int agent, long conversation, int last, long at) {
        Timeline timeline = timelines.computeIfAbsent(conversation, unknown -> new Timeline(-1, 0, agents));
        int news = last - timeline.last[agent];
        if (news <= 0) {
            return;
        }
        timeline.last[agent] = last;
        seen[agent] += news;
        if (agent == 0 && timeline.customer >= 0) {
            Deque<Long> times = underway[timeline.customer];
            for (int i = 0; i < news && !times.isEmpty(); i++) {
                ends.recordValue(Math.max(0, (at - times.remove()) / 1000));
            }
        }
    }

    /** Messages that the first agent was told of. */
    long seen() {
        return seen[0];
    }

    /** Messages that every agent was told of. */
    long seenByAll() {
        return Arrays.stream(seen).min().orElse(0);
    }

    long acceptedInAll() {
        return acceptedInAll;
    }

    int acceptedOf(int customer) {
        return accepted[customer];
    }

    /** How many messages of each customer the agent heard least of was told of. */
    int[] seenOfEach() {
        int[] least = new int[accepted.length];
        for (Timeline timeline : timelines.values()) {
            if (timeline.customer >= 0) {
                least[timeline.customer] = Arrays.stream(timeline.last).min().orElse(timeline.base) - timeline.base;
            }
        }
        return least;
    }

    /** The times from sending to the first agent's socket since this was last asked for. */
    Histogram takeEnds() {
        Histogram taken = ends.copy();
        ends.reset();
        return taken;
    }
}
