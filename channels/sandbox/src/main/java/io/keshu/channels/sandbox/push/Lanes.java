package io.keshu.channels.sandbox.push;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts steps: those of one lane one after another, and never more than a number of them at once. Thread-safe. */
final class Lanes {

    /** Something that takes its time. */
    interface Step {

        /** @return ends when the next step of the lane may start */
        CompletionStage<?> begin();
    }

    private static final Logger log = LoggerFactory.getLogger(Lanes.class);

    private record Ready(@Nullable String lane, Step step) {}

    private final Executor executor;
    private final Deque<Ready> ready = new ArrayDeque<>();
    /** What waits behind a lane's running step; a lane without a running step is not in here. */
    private final Map<String, Deque<Ready>> waiting = new HashMap<>();

    private int running;
    private int limit;

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

    /** From now on so many at once. */
    void limit(int most) {
        synchronized (this) {
            limit = most;
        }
        start();
    }

    private void start() {
        Ready entry = next();
        while (entry != null) {
            Ready begun = entry;
            var unused = begun.step().begin().whenCompleteAsync((result, failure) -> ended(begun, failure), executor);
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

    private void ended(Ready entry, @Nullable Throwable failure) {
        if (failure != null) {
            log.error("event=sandbox_push_failed lane={}", entry.lane(), failure);
        }
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
