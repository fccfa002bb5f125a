package io.keshu.domain.media;

import io.keshu.domain.hint.Hint;
import io.keshu.domain.hint.HintBus;
import io.keshu.domain.id.IdGenerator;
import io.keshu.domain.media.MediaFetching.Outcome;
import io.keshu.domain.outbox.RetryBackoff;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches what customers sent, a few at a time, outside lock and transaction. A claim is a time until which nobody else fetches the same: a
 * node that dies gives its claims back by that alone. What can't be had now is tried again until the provider has deleted it.
 */
public final class MediaFetcher implements AutoCloseable {

    /** Fetched at the same time on this node. */
    static final int MAX_IN_FLIGHT = 8;

    /** Longer than any channel takes. */
    static final Duration CLAIM = Duration.ofMinutes(6);

    /** From two seconds to half an hour, until the provider's time is over. */
    private static final RetryBackoff BACKOFF =
            new RetryBackoff(Duration.ofSeconds(2), Duration.ofMinutes(30), Integer.MAX_VALUE);

    private static final Duration IDLE = Duration.ofMillis(500);
    private static final Logger log = LoggerFactory.getLogger(MediaFetcher.class);

    private final MediaItems items;
    private final MediaFetching fetching;
    private final HintBus hints;
    private final IdGenerator ids;
    private final Clock clock;
    private final ExecutorService workers;
    private final MediaObserver observer;
    private final Semaphore room = new Semaphore(MAX_IN_FLIGHT);
    private final Thread thread = new Thread(this::run, "keshu-media");
    private volatile boolean closed;

    /** @param workers runs up to eight fetches at once; closed with this */
    public MediaFetcher(
            MediaItems items,
            MediaFetching fetching,
            HintBus hints,
            IdGenerator ids,
            Clock clock,
            ExecutorService workers,
            MediaObserver observer) {
        this.observer = observer;
        this.items = items;
        this.fetching = fetching;
        this.hints = hints;
        this.ids = ids;
        this.clock = clock;
        this.workers = workers;
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Whether its thread has not died. */
    public boolean alive() {
        return closed || thread.getState() != Thread.State.TERMINATED;
    }

    private void run() {
        boolean away = false;
        while (!closed) {
            try {
                int claimed = fetchDue();
                if (away) {
                    away = false;
                    log.info("event=media_resumed");
                }
                if (claimed == 0) {
                    TimeUnit.MILLISECONDS.sleep(IDLE.toMillis());
                }
            } catch (InterruptedException e) {
                log.debug("event=media_interrupted");
            } catch (RuntimeException e) {
                if (!away) {
                    away = true;
                    log.warn("event=media_waiting detail=\"{}\"", e.getMessage());
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(IDLE.toMillis());
        } catch (InterruptedException e) {
            log.debug("event=media_interrupted");
        }
    }

    private int fetchDue() throws InterruptedException {
        room.acquire();
        int free = 1 + room.drainPermits();
        List<MediaItem> claimed = List.of();
        try {
            Instant now = clock.instant();
            claimed = items.claimDue(now, now.plus(CLAIM), free);
        } finally {
            room.release(free - claimed.size());
        }
        for (MediaItem item : claimed) {
            workers.execute(() -> {
                try {
                    fetch(item);
                } finally {
                    room.release();
                }
            });
        }
        return claimed.size();
    }

    private void fetch(MediaItem item) {
        long began = System.nanoTime();
        try {
            Outcome outcome = fetching.fetch(item);
            observer.fetched(item.kind(), name(outcome), Duration.ofNanos(System.nanoTime() - began));
            settle(item, outcome);
        } catch (RuntimeException e) {
            // The claim runs out and somebody takes it up again.
            log.warn("event=media_not_settled media={} traceId={}", item.id(), item.traceId(), e);
        }
    }

    private static String name(Outcome outcome) {
        return outcome instanceof Outcome.Ended ended
                ? ended.item().state().name().toLowerCase(Locale.ROOT)
                : "later";
    }

    private void settle(MediaItem item, Outcome outcome) {
        if (outcome instanceof Outcome.Later later) {
            Instant next = clock.instant().plus(BACKOFF.delay(item.attempts(), later.after()));
            boolean kept = items.postpone(item, next, later.problem());
            log.warn(
                    "event=media_later media={} traceId={} attempts={} kept={} detail={}",
                    item.id(),
                    item.traceId(),
                    item.attempts(),
                    kept,
                    later.problem());
            return;
        }
        MediaItem ended = ((Outcome.Ended) outcome).item();
        if (ended.state() != MediaState.STORED) {
            log.warn(
                    "event=media_lost media={} state={} traceId={} detail={}",
                    item.id(),
                    ended.state(),
                    item.traceId(),
                    ended.problem());
        }
        MessageRef message = item.message();
        if (items.end(ended, clock.instant(), ids.next()) && message != null) {
            hints.publish(List.of(new Hint(message.conversation(), message.number(), message.number())));
        }
    }

    /** Claims nothing more and waits a little for what is under way; the rest is taken up again later. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        workers.shutdown();
        try {
            thread.join(5_000);
            if (!workers.awaitTermination(5, TimeUnit.SECONDS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
