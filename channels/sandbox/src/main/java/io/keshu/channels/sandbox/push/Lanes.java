package io.keshu.channels.sandbox.push;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Starts steps: those of one lane one after another, and never more than a number of them at once. Thread-safe. */
final class Lanes {

    /** Something that takes its time. */
    interface Step {

        /** @return ends when the next step of the lane may start */
        CompletionStage<?> begin();
    }

    private record Ready(@Nullable String lane, Step step) {}

    private final int limit;
    private final Executor executor;
    private final Deque<Ready> ready = new ArrayDeque<>();
    /** What waits behind a lane's running step; a lane without a running step is not in here. */
    private final Map<String, Deque<Ready>> waiting = new HashMap<>();

    private int running;

    Lanes(int limit, Executor executor) {
        this.limit = limit;
        this.executor = executor;
    }

    /** @param lane null for a step that waits for nobody */
    void submit(@Nullable String lane, Step step) {
        Ready entry = new Ready(lane, step);
        synchronized (this) {
            Deque<Ready> behind = lane == null ? null : waiting.get(lane);
            if (behind != null) {
                behind.addLast(entry);
                return;
            }
            if (lane != null) {
                waiting.put(lane, new ArrayDeque<>());
            }
            ready.addLast(entry);
        }
        start();
    }

    private void start() {
        Ready entry = next();
        while (entry != null) {
            Ready begun = entry;
            var unused = begun.step().begin().whenCompleteAsync((result, failure) -> ended(begun), executor);
            entry = next();
        }
    }

    private synchronized @Nullable Ready next() {
        if (running >= limit || ready.isEmpty()) {
            return null;
        }
        running++;
        return ready.removeFirst();
    }

    private void ended(Ready entry) {
        synchronized (this) {
            running--;
            String lane = entry.lane();
            if (lane != null) {
                Deque<Ready> behind = waiting.get(lane);
                Ready following = behind == null ? null : behind.pollFirst();
                if (following == null) {
                    waiting.remove(lane);
                } else {
                    ready.addLast(following);
                }
            }
        }
        start();
    }
}
