package io.keshu.channels.sandbox.world;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a phone shows: its last lines. Thread-safe. */
public final class Chat {

    private static final int KEPT = 500;

    private final Deque<ChatEntry> entries = new ArrayDeque<>();
    private long last;
    private long changes;
    private @Nullable Instant typingUntil;

    synchronized ChatEntry add(
            Instant at, String from, String type, String text, @Nullable String msgId, @Nullable String via) {
        ChatEntry entry = new ChatEntry(++last, at, from, type, text, msgId, via);
        entries.addLast(entry);
        if (entries.size() > KEPT) {
            entries.removeFirst();
        }
        if (from.equals("account")) {
            typingUntil = null;
        }
        changed();
        return entry;
    }

    synchronized void showTyping(@Nullable Instant until) {
        typingUntil = until;
        changed();
    }

    /** Whether the account shows that somebody is writing. */
    public synchronized boolean typing(Instant now) {
        return typingUntil != null && now.isBefore(typingUntil);
    }

    /** Lines after a number, oldest first. */
    public synchronized List<ChatEntry> after(long seq) {
        return entries.stream().filter(entry -> entry.seq() > seq).toList();
    }

    /** Grows with each change. */
    public synchronized long changes() {
        return changes;
    }

    /**
     * Waits for a change.
     *
     * @param seen the changes that the caller knows of
     * @param waitMs at most so long
     * @return the changes by then
     */
    public synchronized long await(long seen, long waitMs) throws InterruptedException {
        long end = System.nanoTime() + waitMs * 1_000_000;
        while (changes == seen) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                break;
            }
            wait(left);
        }
        return changes;
    }

    synchronized void clear() {
        entries.clear();
        typingUntil = null;
        changed();
    }

    synchronized void restore(List<ChatEntry> kept) {
        entries.addAll(kept);
        last = kept.isEmpty() ? 0 : kept.get(kept.size() - 1).seq();
    }

    private void changed() {
        changes++;
        notifyAll();
    }
}
