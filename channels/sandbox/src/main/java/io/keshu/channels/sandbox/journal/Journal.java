package io.keshu.channels.sandbox.journal;

import io.keshu.channels.sandbox.http.Json;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What crossed. The newest entries of each kind are kept in memory; with a file, every entry is appended to it as a line of JSON before
 * {@link #add} returns, so that it survives this process. Thread-safe.
 */
public final class Journal implements AutoCloseable {

    /** The kinds of entries, each bounded for itself: calls must not push out what was delivered. */
    public enum Kind {
        CALL(ApiCalled.class),
        PUSH(Pushed.class),
        DELIVERED(Delivered.class);

        private final Class<? extends Entry> type;

        Kind(Class<? extends Entry> type) {
            this.type = type;
        }

        static Kind of(Entry entry) {
            for (Kind kind : values()) {
                if (kind.type.isInstance(entry)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException(entry.kind());
        }
    }

    private final int bound;
    private final @Nullable BufferedWriter file;
    private final Map<Kind, Deque<Entry>> entries = new EnumMap<>(Kind.class);
    private long last;

    /**
     * @param bound how many entries of each kind are kept in memory
     * @param file appended to, or null for none
     */
    public Journal(int bound, @Nullable Path file) {
        this.bound = bound;
        try {
            this.file = file == null
                    ? null
                    : Files.newBufferedWriter(
                            file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't write the log " + file, e);
        }
        for (Kind kind : Kind.values()) {
            entries.put(kind, new ArrayDeque<>());
        }
    }

    /** @param entry makes the entry of its number */
    public synchronized void add(LongFunction<? extends Entry> entry) {
        Entry made = entry.apply(++last);
        Deque<Entry> kept = of(Kind.of(made));
        kept.addLast(made);
        if (kept.size() > bound) {
            kept.removeFirst();
        }
        append(made);
        notifyAll();
    }

    private void append(Entry entry) {
        if (file == null) {
            return;
        }
        try {
            file.write(Json.line(entry));
            file.newLine();
            file.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("The log can't be written", e);
        }
    }

    /**
     * Kept entries of a kind, oldest first.
     *
     * @param after entries up to this number are left out
     * @param limit of what is left, the oldest so many
     */
    public synchronized List<Entry> list(Kind kind, long after, int limit, Predicate<Entry> wanted) {
        List<Entry> found = new ArrayList<>();
        for (Entry entry : of(kind)) {
            if (entry.seq() > after && wanted.test(entry)) {
                found.add(entry);
                if (found.size() == limit) {
                    break;
                }
            }
        }
        return found;
    }

    /** The newest kept entries of all kinds, newest first. */
    public synchronized List<Entry> newest(int limit) {
        List<Entry> found = new ArrayList<>();
        for (Deque<Entry> kept : entries.values()) {
            kept.descendingIterator().forEachRemaining(entry -> {
                if (entry.seq() > last - limit) {
                    found.add(entry);
                }
            });
        }
        found.sort((one, other) -> Long.compare(other.seq(), one.seq()));
        return found;
    }

    /** The number of the newest entry, 0 if there is none. */
    public synchronized long last() {
        return last;
    }

    /** Forgets what is kept in memory; the file stays. */
    public synchronized void clear() {
        entries.values().forEach(Deque::clear);
    }

    private Deque<Entry> of(Kind kind) {
        Deque<Entry> kept = entries.get(kind);
        if (kept == null) {
            throw new IllegalStateException("No entries of " + kind);
        }
        return kept;
    }

    @Override
    public synchronized void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
