package io.keshu.channels.sms.inbound;

import io.keshu.channels.sms.client.Delivered;
import io.keshu.channels.sms.client.Inbox;
import io.keshu.channels.sms.client.NotTakenException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where messages wait to be stored, in the order in which they came over the wire: they are handed in on several threads, each of which
 * waits for its message to be stored. What has come while one group is being stored is the next group.
 */
final class Intake implements Inbox {

    /** How long a message that was announced and not handed in – it is no message after all – holds up the others. */
    private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(250);

    private final Clock clock;
    private final int group;
    private final Deque<Integer> announced = new ArrayDeque<>();
    private final Map<Integer, Integer> expected = new HashMap<>();
    private final Map<Integer, Deque<Waiting>> waiting = new HashMap<>();
    private int handedIn;
    private long headSince;
    private boolean closed;

    /** @param group how many are stored together at most */
    Intake(Clock clock, int group) {
        this.clock = clock;
        this.group = group;
    }

    /** What became of a message. */
    enum Verdict {
        STORED,
        LATER,
        NEVER
    }

    /** A message and the thread that waits for it. */
    record Waiting(Delivered message, Instant received, CompletableFuture<Verdict> verdict) {}

    @Override
    public synchronized void announced(int sequence) {
        expect(sequence);
    }

    private void expect(int sequence) {
        if (announced.isEmpty()) {
            headSince = System.nanoTime();
        }
        announced.add(sequence);
        expected.merge(sequence, 1, Integer::sum);
    }

    private void behead() {
        expected.computeIfPresent(announced.remove(), (sequence, count) -> count == 1 ? null : count - 1);
        headSince = System.nanoTime();
    }

    @Override
    public void received(Delivered message) throws NotTakenException {
        Waiting mine = new Waiting(message, clock.instant(), new CompletableFuture<>());
        synchronized (this) {
            if (closed) {
                throw new NotTakenException("Closing", false);
            }
            if (!expected.containsKey(message.sequence())) {
                // It was waited for in vain, and comes all the same.
                expect(message.sequence());
            }
            waiting.computeIfAbsent(message.sequence(), key -> new ArrayDeque<>())
                    .add(mine);
            handedIn++;
            notifyAll();
        }
        Verdict verdict = await(mine);
        if (verdict != Verdict.STORED) {
            throw new NotTakenException("Not stored", verdict == Verdict.NEVER);
        }
    }

    private static Verdict await(Waiting mine) {
        try {
            return mine.verdict().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Verdict.LATER;
        } catch (ExecutionException e) {
            throw new IllegalStateException("A verdict is never a failure", e);
        }
    }

    /** What is to be stored next; empty if nothing came in this time. */
    synchronized List<Waiting> next(long millis) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        List<Waiting> taken = new ArrayList<>();
        while (!closed) {
            long now = System.nanoTime();
            Waiting first = inOrder(now);
            if (first != null) {
                taken.add(first);
                if (taken.size() == group) {
                    return taken;
                }
            } else if (!taken.isEmpty() || now >= until) {
                return taken;
            } else {
                long left = TimeUnit.NANOSECONDS.toMillis(until - now) + 1;
                wait(handedIn > 0 ? Math.min(left, 20) : left);
            }
        }
        return taken;
    }

    /** The one that came first, unless it is still on its way. */
    private @Nullable Waiting inOrder(long now) {
        while (true) {
            Integer first = announced.peek();
            if (first == null) {
                return null;
            }
            Deque<Waiting> handed = waiting.get(first);
            if (handed != null) {
                behead();
                Waiting mine = handed.remove();
                if (handed.isEmpty()) {
                    waiting.remove(first);
                }
                handedIn--;
                return mine;
            }
            if (now - headSince < PATIENCE) {
                return null;
            }
            behead();
        }
    }

    /** Nothing more is stored: whoever waits is told to come again. */
    synchronized void close() {
        closed = true;
        waiting.values().forEach(all -> all.forEach(one -> one.verdict().complete(Verdict.LATER)));
        waiting.clear();
        announced.clear();
        expected.clear();
        notifyAll();
    }
}
