package io.keshu.channels.web.outbound;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one socket: a few frames in order, and of some kinds the last only. One frame is under way at a time. Whoever lets too
 * much wait, or takes too long over one frame, is slow. Thread-safe; nothing here blocks.
 */
final class FrameQueue {

    private static final int MOST = 64;

    private final Outlet outlet;
    private final LongSupplier nanoTime;
    private final Runnable drained;
    private final Runnable slow;
    private final Object lock = new Object();
    private @Nullable Queue<String> frames;
    private @Nullable Map<String, String> last;
    private boolean sending;
    private boolean pumping;
    private boolean ended;
    private long since;

    /**
     * @param drained called whenever nothing waits any more
     * @param slow called when the reader can't keep up
     */
    FrameQueue(Outlet outlet, LongSupplier nanoTime, Runnable drained, Runnable slow) {
        this.outlet = outlet;
        this.nanoTime = nanoTime;
        this.drained = drained;
        this.slow = slow;
    }

    /** Sends it after those that wait. */
    void send(String frame) {
        boolean full;
        synchronized (lock) {
            if (ended) {
                return;
            }
            if (frames == null) {
                frames = new ArrayDeque<>(4);
            }
            full = frames.size() >= MOST;
            if (!full) {
                frames.add(frame);
            }
        }
        if (full) {
            slow.run();
        } else {
            pump();
        }
    }

    /** Sends it unless a later one of its kind comes before its turn. */
    void sendLast(String kind, String frame) {
        synchronized (lock) {
            if (ended) {
                return;
            }
            if (last == null) {
                last = new LinkedHashMap<>(4);
            }
            last.remove(kind);
            last.put(kind, frame);
        }
        pump();
    }

    boolean idle() {
        synchronized (lock) {
            return !sending && (frames == null || frames.isEmpty());
        }
    }

    boolean stuckSince(long nanos) {
        synchronized (lock) {
            return sending && nanoTime.getAsLong() - since > nanos;
        }
    }

    void end() {
        synchronized (lock) {
            ended = true;
            frames = null;
            last = null;
        }
    }

    private void pump() {
        synchronized (lock) {
            if (pumping) {
                return;
            }
            pumping = true;
        }
        while (true) {
            @Nullable String frame;
            boolean nothing;
            synchronized (lock) {
                frame = sending || ended ? null : next();
                nothing = frame == null && !sending && !ended;
                if (frame == null) {
                    pumping = false;
                } else {
                    sending = true;
                    since = nanoTime.getAsLong();
                }
            }
            if (frame == null) {
                if (nothing) {
                    drained.run();
                }
                return;
            }
            outlet.send(frame, this::sent);
        }
    }

    private @Nullable String next() {
        if (frames != null) {
            String frame = frames.poll();
            if (frame != null) {
                return frame;
            }
            frames = null;
        }
        if (last != null) {
            var entries = last.values().iterator();
            if (entries.hasNext()) {
                String frame = entries.next();
                entries.remove();
                return frame;
            }
            last = null;
        }
        return null;
    }

    private void sent(boolean fine) {
        synchronized (lock) {
            sending = false;
            if (!fine) {
                ended = true;
            }
        }
        pump();
    }
}
