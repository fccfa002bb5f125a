package io.keshu.benchmarks.driver;

import io.keshu.benchmarks.driver.RoundResult.Counts;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Sends a round's calls from one thread. Without a rate, each connection calls again as soon as it has its answer and the window allows;
 * with a rate, calls have their times, and one that can't begin in time is late from then on. Not thread-safe.
 */
final class LoadLoop {

    /** How long answers are waited for when no further call begins. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final Selector selector;
    private final Customers customers;
    private final Calls calls;
    private final Ledger ledger;
    private final Agents agents;

    LoadLoop(Selector selector, Customers customers, Calls calls, Ledger ledger, Agents agents) {
        this.selector = selector;
        this.customers = customers;
        this.calls = calls;
        this.ledger = ledger;
        this.agents = agents;
    }

    RoundResult run(Round round) throws IOException {
        List<Connection> connections = new ArrayList<>(round.connections());
        try {
            for (int i = 0; i < round.connections(); i++) {
                connections.add(new Connection(selector, round.port()));
            }
            agents.read(ledger);
            ledger.takeEnds();
            return new Running(round, connections).run();
        } finally {
            for (Connection connection : connections) {
                connection.close();
            }
            selector.selectNow();
        }
    }

    /** Waits until every agent was told of everything that was accepted. @return whether that came about */
    boolean drain(long millis) throws IOException {
        long giveUp = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        agents.read(ledger);
        while (ledger.seenByAll() < ledger.acceptedInAll()) {
            if (System.nanoTime() - giveUp > 0) {
                return false;
            }
            selector.select(20);
            agents.read(ledger);
        }
        return true;
    }

    private final class Running {
        private final Round round;
        private final Deque<Connection> free;
        private final Counts counts = new Counts();
        private final Histogram acks = new Histogram(3);
        private final long began = System.nanoTime();
        private final long end;
        private final double interval;
        private final long seenBefore = ledger.seen();
        private int busy;
        private boolean over;

        Running(Round round, List<Connection> connections) {
            this.round = round;
            this.free = new ArrayDeque<>(connections);
            this.end = began + TimeUnit.MILLISECONDS.toNanos(round.millis());
            this.interval = round.rate() > 0 ? 1e9 / round.rate() : 0;
        }

        RoundResult run() throws IOException {
            long giveUp = end + PATIENCE_NANOS;
            while (!over || busy > 0) {
                long now = System.nanoTime();
                if (!over && (now - end >= 0 || counts.sent >= round.count())) {
                    over(now);
                }
                if (now - giveUp > 0) {
                    counts.unclear += busy;
                    break;
                }
                if (!over) {
                    begin(now);
                }
                select();
                agents.read(ledger);
            }
            return RoundResult.of(counts, acks, ledger.takeEnds());
        }

        private void over(long now) {
            over = true;
            counts.nanos = now - began;
            counts.acceptedInTime = counts.accepted;
            counts.seenInTime = ledger.seen() - seenBefore;
            counts.backlog = round.hub() ? Math.max(0, ledger.acceptedInAll() - ledger.seen()) : 0;
            counts.unsent = interval == 0 ? 0 : Math.max(0, (long) ((now - began) / interval) - counts.sent);
        }

        private void begin(long now) throws IOException {
            while (!free.isEmpty() && counts.sent < round.count()) {
                long due = interval == 0 ? System.nanoTime() : began + (long) (counts.sent * interval);
                if (due - now > 0 && interval > 0) {
                    return;
                }
                if (round.window() > 0 && counts.sent - (ledger.seen() - seenBefore) >= round.window()) {
                    return;
                }
                call(free.remove(), due);
            }
        }

        private void call(Connection connection, long due) throws IOException {
            int customer = round.everybody() ? (int) (counts.sent % customers.count()) : customers.next();
            if (round.hub()) {
                ledger.sent(customer, due);
            }
            counts.sent++;
            busy++;
            connection.send(customer, due, calls.next(customer, round.port()));
        }

        /** With a rate the thread never sleeps: waking up would be late by more than what is measured. */
        private void select() throws IOException {
            if (interval > 0 && !over) {
                selector.selectNow();
            } else {
                selector.select(5);
            }
            Iterator<SelectionKey> keys = selector.selectedKeys().iterator();
            while (keys.hasNext()) {
                SelectionKey key = keys.next();
                keys.remove();
                if (key.isValid() && key.attachment() instanceof Connection connection) {
                    proceed(connection);
                }
            }
        }

        private void proceed(Connection connection) throws IOException {
            Connection.Answer answer;
            try {
                answer = connection.proceed();
            } catch (IOException e) {
                counts.unclear++;
                busy--;
                connection.close();
                free.add(new Connection(selector, round.port()));
                return;
            }
            if (answer == null) {
                return;
            }
            busy--;
            free.add(connection);
            if (answer == Connection.Answer.ACCEPTED) {
                counts.accepted++;
                acks.recordValue(Math.max(0, (System.nanoTime() - connection.due()) / 1000));
                if (round.hub()) {
                    ledger.accepted(connection.customer());
                }
            } else {
                counts.refused++;
            }
        }
    }
}
