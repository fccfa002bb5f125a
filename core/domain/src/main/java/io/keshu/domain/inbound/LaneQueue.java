package io.keshu.domain.inbound;

import io.keshu.domain.lock.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lanes on this node that have something to work off, each at most once, first come first served. A lane that is being worked off is
 * not handed out again until it is done; if it gets news meanwhile it comes back then.
 */
public final class LaneQueue {

    /** From how many accepts of one group on it is a surge. */
    static final int SURGE = 128;

    /** How long lanes wait in a surge before the next of them get their turn all the same. */
    private static final Duration HOLD = Duration.ofMillis(25);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final LinkedHashSet<Lane> ready = new LinkedHashSet<>();
    private final Set<Lane> active = new HashSet<>();
    private final Set<Lane> again = new HashSet<>();
    private final Set<Lane> resting = new HashSet<>();
    private final PriorityQueue<Later> later = new PriorityQueue<>((a, b) -> Long.signum(a.due - b.due));

    private final Duration hold;
    private int lastGroup;
    private long handedAt = System.nanoTime();

    private record Later(Lane lane, long due) {}

    public LaneQueue() {
        this(HOLD);
    }

    /** @param hold for how long lanes wait in a surge */
    LaneQueue(Duration hold) {
        this.hold = hold;
    }

    /**
     * Has the lanes of these rows worked off, which are durable already: what one group of accepts brought. Accepting goes first, since
     * providers wait for it by the clock: while groups are very large, lanes are handed out at intervals, so that more of them share a
     * transaction. They are never held up for longer, however long the surge is.
     */
    public void offerAll(List<WaitingInbound> rows) {
        lock.lock();
        try {
            lastGroup = rows.size();
            for (WaitingInbound row : rows) {
                add(row.lane());
            }
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    void offer(Collection<Lane> lanes) {
        lock.lock();
        try {
            lanes.forEach(this::add);
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Lets a lane rest and brings it back after a while; what it is offered for meanwhile waits for that, too. */
    void offerLater(Lane lane, Duration delay) {
        lock.lock();
        try {
            if (resting.add(lane)) {
                later.add(new Later(lane, System.nanoTime() + delay.toNanos()));
                news.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private void add(Lane lane) {
        if (resting.contains(lane)) {
            return;
        }
        if (active.contains(lane)) {
            again.add(lane);
        } else {
            ready.add(lane);
        }
    }

    /** Waits for at least one lane and hands out up to {@code max}; they are the caller's until {@link #done}. */
    List<Lane> take(int max) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                long now = System.nanoTime();
                while (!later.isEmpty() && later.element().due - now <= 0) {
                    Lane rested = later.remove().lane();
                    resting.remove(rested);
                    add(rested);
                }
                if (!ready.isEmpty()) {
                    long rest = handedAt + hold.toNanos() - now;
                    if (rest <= 0 || lastGroup < SURGE) {
                        handedAt = now;
                        return hand(max);
                    }
                    long unused = news.awaitNanos(rest);
                } else if (later.isEmpty()) {
                    news.await();
                } else {
                    long unused = news.awaitNanos(later.element().due - now);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private List<Lane> hand(int max) {
        List<Lane> taken = new ArrayList<>(Math.min(max, ready.size()));
        Iterator<Lane> first = ready.iterator();
        while (first.hasNext() && taken.size() < max) {
            taken.add(first.next());
            first.remove();
        }
        active.addAll(taken);
        if (!ready.isEmpty()) {
            news.signal();
        }
        return taken;
    }

    void done(Collection<Lane> lanes) {
        lock.lock();
        try {
            for (Lane lane : lanes) {
                active.remove(lane);
                if (again.remove(lane) && !resting.contains(lane)) {
                    ready.add(lane);
                }
            }
            if (!ready.isEmpty()) {
                news.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** How many lanes wait, those being worked on not counted. */
    public int depth() {
        lock.lock();
        try {
            return ready.size() + later.size();
        } finally {
            lock.unlock();
        }
    }
}
