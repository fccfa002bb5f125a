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

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final LinkedHashSet<Lane> ready = new LinkedHashSet<>();
    private final Set<Lane> active = new HashSet<>();
    private final Set<Lane> again = new HashSet<>();
    private final Set<Lane> resting = new HashSet<>();
    private final PriorityQueue<Later> later = new PriorityQueue<>((a, b) -> Long.signum(a.due - b.due));

    private record Later(Lane lane, long due) {}

    void offerAll(List<WaitingInbound> rows) {
        lock.lock();
        try {
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
                    return hand(max);
                }
                if (later.isEmpty()) {
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
