package io.keshu.bot.menu;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps this node's menus in step with the database: reads them before the first message is worked off and every second from then on,
 * and settles publications that were left behind.
 */
final class MenuWatch implements SmartLifecycle {

    /** Starts before the pipeline and stops after it. */
    private static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 8192;

    private static final Duration READING = Duration.ofSeconds(1);
    private static final Duration SETTLING = Duration.ofSeconds(5);
    private static final Logger log = LoggerFactory.getLogger(MenuWatch.class);

    private final MenuBook book;
    private final MenuPublications publications;
    private final ScheduledExecutorService clockwork;
    private @Nullable Future<?> reading;
    private @Nullable Future<?> settling;
    private boolean failing;

    MenuWatch(MenuBook book, MenuPublications publications, ScheduledExecutorService clockwork) {
        this.book = book;
        this.publications = publications;
        this.clockwork = clockwork;
    }

    @Override
    public synchronized void start() {
        if (reading != null) {
            return;
        }
        look();
        reading = every(READING, this::look);
        settling = every(SETTLING, this::settle);
    }

    private Future<?> every(Duration interval, Runnable work) {
        return clockwork.scheduleWithFixedDelay(work, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Says once that it fails, and once that it goes on. */
    private synchronized void look() {
        try {
            book.refresh();
            if (failing) {
                failing = false;
                log.info("event=menus_read_resumed");
            }
        } catch (RuntimeException e) {
            if (!failing) {
                failing = true;
                log.warn("event=menus_not_read detail=\"{}\"", e.getMessage());
            }
        }
    }

    private void settle() {
        try {
            publications.recover();
        } catch (RuntimeException e) {
            log.warn("event=menu_publications_not_settled detail=\"{}\"", e.getMessage());
        }
    }

    @Override
    public synchronized void stop() {
        if (reading != null) {
            reading.cancel(false);
            reading = null;
        }
        if (settling != null) {
            settling.cancel(false);
            settling = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return reading != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
