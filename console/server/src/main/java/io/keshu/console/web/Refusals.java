package io.keshu.console.web;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Counts what was refused for the hub's safety as {@code keshu.refused}, by reason, and writes one line for each reason in ten seconds at
 * most: a flood must not fill the disk. Thread-safe.
 */
@Component
public final class Refusals {

    private static final long QUIET = TimeUnit.SECONDS.toNanos(10);
    private static final Logger log = LoggerFactory.getLogger(Refusals.class);

    /** Why something was refused. */
    public enum Reason {
        /** A change without the page's token, as another site would send it. */
        FORGED_REQUEST,
        BAD_CREDENTIALS,
        /** Signing in was tried too often. */
        SIGN_IN_LIMIT,
        /** Calls that no provider makes came too often from one address. */
        WEBHOOK_LIMIT,
        /** A file that is not taken. */
        UPLOAD,
        /** An address of the hub's own network was entered for an account. */
        PRIVATE_ADDRESS
    }

    private final Map<Reason, Line> lines = new EnumMap<>(Reason.class);
    private final LongSupplier nanoTime;

    @Autowired
    Refusals(MeterRegistry registry) {
        this(registry, System::nanoTime);
    }

    Refusals(MeterRegistry registry, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        for (Reason reason : Reason.values()) {
            Counter counter = Counter.builder("keshu.refused")
                    .description("What was refused for safety, by reason")
                    .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                    .register(registry);
            lines.put(reason, new Line(counter));
        }
    }

    /** @param remote the caller's address */
    public void refused(Reason reason, String remote) {
        Line line = lines.get(reason);
        if (line == null) {
            return;
        }
        line.counter.increment();
        if (line.mayWrite(nanoTime.getAsLong())) {
            log.warn(
                    "event=refused reason={} remote={} unsaid={}",
                    reason.name().toLowerCase(Locale.ROOT),
                    remote,
                    line.unsaid.getAndSet(0));
        }
    }

    private static final class Line {
        private final Counter counter;
        private final AtomicLong next = new AtomicLong(Long.MIN_VALUE);
        private final AtomicLong unsaid = new AtomicLong();

        Line(Counter counter) {
            this.counter = counter;
        }

        boolean mayWrite(long now) {
            long due = next.get();
            if ((due == Long.MIN_VALUE || now - due >= 0) && next.compareAndSet(due, now + QUIET)) {
                return true;
            }
            unsaid.incrementAndGet();
            return false;
        }
    }
}
