package io.keshu.console.socket;

import io.keshu.domain.conversation.ConversationId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one browser: the latest hint of each conversation and a few frames of other kinds. One frame is on its way at a time;
 * what comes meanwhile is merged. A browser that doesn't take a frame within {@link #PATIENCE_NANOS}, or for which too much waits,
 * is slow: it catches up by comparing numbers after it has connected again. Thread-safe; nothing here blocks.
 */
final class AgentSocket {

    static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
    static final int MAX_CONVERSATIONS = 5_000;
    static final int MAX_PER_FRAME = 500;
    private static final int MAX_FRAMES = 64;

    private final Outlet outlet;
    private final String sessionId;
    private final LongSupplier nanoTime;
    private final Runnable slow;

    private final Object lock = new Object();
    private final Map<ConversationId, HintItem> hints = new LinkedHashMap<>();
    private final Queue<String> frames = new ArrayDeque<>();
    private volatile @Nullable ConversationId looksAt;
    private boolean sending;
    private boolean pumping;
    private boolean ended;
    private long sendingSince;

    /** @param slow called at most once, when this browser can't keep up */
    AgentSocket(Outlet outlet, String sessionId, LongSupplier nanoTime, Runnable slow) {
        this.outlet = outlet;
        this.sessionId = sessionId;
        this.nanoTime = nanoTime;
        this.slow = slow;
    }

    /** Which conversation the browser shows, if any. */
    @Nullable
    ConversationId looksAt() {
        return looksAt;
    }

    void looksAt(@Nullable ConversationId conversation) {
        looksAt = conversation;
    }

    String sessionId() {
        return sessionId;
    }

    Outlet outlet() {
        return outlet;
    }

    /** Sends one frame that is not about hints, after those that wait. */
    void send(String frame) {
        boolean full;
        synchronized (lock) {
            if (ended) {
                return;
            }
            full = frames.size() >= MAX_FRAMES;
            if (!full) {
                frames.add(frame);
            }
        }
        pumpOr(full);
    }

    /**
     * Takes news of conversations.
     *
     * @param shared the frame that says exactly this, sent as it is if nothing else waits
     */
    void offer(Collection<HintItem> news, String shared) {
        boolean full;
        synchronized (lock) {
            if (ended) {
                return;
            }
            if (!sending && hints.isEmpty() && frames.isEmpty() && news.size() <= MAX_PER_FRAME) {
                frames.add(shared);
                full = false;
            } else {
                for (HintItem item : news) {
                    hints.merge(item.hint().conversation(), item, HintItem::merge);
                }
                full = hints.size() > MAX_CONVERSATIONS;
            }
        }
        pumpOr(full);
    }

    private void pumpOr(boolean full) {
        if (full) {
            giveUp();
        } else {
            pump();
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
            String frame;
            synchronized (lock) {
                frame = sending || ended ? "" : next();
                if (frame.isEmpty()) {
                    pumping = false;
                    return;
                }
                sending = true;
                sendingSince = nanoTime.getAsLong();
            }
            outlet.send(frame, this::sent);
        }
    }

    /** @return empty if nothing waits */
    private String next() {
        String frame = frames.poll();
        if (frame != null) {
            return frame;
        }
        if (hints.isEmpty()) {
            return "";
        }
        List<HintItem> batch = new ArrayList<>(Math.min(hints.size(), MAX_PER_FRAME));
        for (Iterator<HintItem> items = hints.values().iterator(); items.hasNext() && batch.size() < MAX_PER_FRAME; ) {
            batch.add(items.next());
            items.remove();
        }
        return HintItem.frame(batch);
    }

    private void sent(boolean handedOver) {
        synchronized (lock) {
            sending = false;
        }
        if (handedOver) {
            pump();
        } else {
            giveUp();
        }
    }

    /** To be called every second or so. */
    void checkPace() {
        boolean late;
        synchronized (lock) {
            late = sending && nanoTime.getAsLong() - sendingSince > PATIENCE_NANOS;
        }
        if (late) {
            giveUp();
        }
    }

    /** Nothing is sent from now on. */
    boolean end() {
        synchronized (lock) {
            boolean first = !ended;
            ended = true;
            hints.clear();
            frames.clear();
            return first;
        }
    }

    private void giveUp() {
        if (end()) {
            slow.run();
        }
    }
}
