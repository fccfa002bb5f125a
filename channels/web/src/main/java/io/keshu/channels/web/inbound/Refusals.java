package io.keshu.channels.web.inbound;

import io.keshu.channels.web.Refusal.Code;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what was refused, and says so in the log each time a count doubles. Thread-safe. */
public final class Refusals {

    private static final Logger log = LoggerFactory.getLogger(Refusals.class);

    private final Map<Code, LongAdder> counts = new EnumMap<>(Code.class);

    public Refusals() {
        for (Code code : Code.values()) {
            counts.put(code, new LongAdder());
        }
    }

    void count(Code code, String deployment) {
        LongAdder counter = counter(code);
        counter.increment();
        long count = counter.sum();
        if (Long.bitCount(count) == 1) {
            log.info("event=visitor_refused code={} count={} deployment={}", code.text(), count, printable(deployment));
        }
    }

    /** How many were refused with this code since the node started. */
    public long of(Code code) {
        return counter(code).sum();
    }

    private LongAdder counter(Code code) {
        LongAdder counter = counts.get(code);
        if (counter == null) {
            throw new IllegalStateException("No counter of " + code);
        }
        return counter;
    }

    private static String printable(String text) {
        return text.matches("[A-Za-z0-9_-]{1,64}") ? text : "?";
    }
}
