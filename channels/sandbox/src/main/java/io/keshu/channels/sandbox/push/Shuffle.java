package io.keshu.channels.sandbox.push;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Collects what should leave in another order. Whatever is not filled up soon leaves all the same. Thread-safe. */
final class Shuffle {

    private static final long PATIENCE_MS = 300;

    private final Random random;
    private final ScheduledExecutorService timer;
    private final Map<String, List<Runnable>> collected = new HashMap<>();

    Shuffle(long seed, ScheduledExecutorService timer) {
        this.random = new Random(seed);
        this.timer = timer;
    }

    /**
     * @param group what is collected together
     * @param window how many are
     */
    void add(String group, int window, List<Runnable> leaving) {
        List<Runnable> full = null;
        synchronized (this) {
            List<Runnable> waiting = collected.computeIfAbsent(group, key -> {
                var unused = timer.schedule(() -> release(take(group)), PATIENCE_MS, TimeUnit.MILLISECONDS);
                return new ArrayList<>();
            });
            waiting.addAll(leaving);
            if (waiting.size() >= window) {
                full = take(group);
            }
        }
        if (full != null) {
            release(full);
        }
    }

    private synchronized List<Runnable> take(String group) {
        List<Runnable> taken = collected.remove(group);
        if (taken == null) {
            return List.of();
        }
        List<Runnable> order = new ArrayList<>(taken);
        Collections.shuffle(taken, random);
        if (taken.equals(order)) {
            Collections.reverse(taken);
        }
        return taken;
    }

    private static void release(List<Runnable> leaving) {
        leaving.forEach(Runnable::run);
    }
}
