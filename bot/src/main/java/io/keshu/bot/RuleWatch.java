package io.keshu.bot;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps this node's rules in step with the database: reads them before the first message is worked off and asks every second from
 * then on whether they changed. While the database is away the last known rules stay.
 */
public final class RuleWatch implements SmartLifecycle {

    /** Starts before the pipeline and stops after it. */
    static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 8192;

    /** Reading one figure by its key; with the round trip well below the two seconds within which a change is seen. */
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(RuleWatch.class);

    private final AutoReplyRules rules;
    private @Nullable ScheduledExecutorService clockwork;
    private boolean failing;

    RuleWatch(AutoReplyRules rules) {
        this.rules = rules;
    }

    @Override
    public synchronized void start() {
        if (clockwork != null) {
            return;
        }
        look();
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(RuleWatch::thread);
        Future<?> unused = started.scheduleWithFixedDelay(
                this::look, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        clockwork = started;
    }

    /** Runs on one thread at a time. Says once that it fails, and once that it goes on. */
    private void look() {
        try {
            rules.refresh();
            if (failing) {
                failing = false;
                log.info("event=rules_read_resumed");
            }
        } catch (RuntimeException e) {
            if (!failing) {
                failing = true;
                log.warn("event=rules_not_read detail=\"{}\"", e.getMessage());
            }
        }
    }

    @Override
    public synchronized void stop() {
        if (clockwork != null) {
            clockwork.shutdownNow();
            clockwork = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return clockwork != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "keshu-rules");
        thread.setDaemon(true);
        return thread;
    }
}
