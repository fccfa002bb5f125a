package io.keshu.channels.web.inbound;

import io.keshu.channels.api.AcceptFailedException;
import io.keshu.channels.api.CustomerChoice;
import io.keshu.channels.api.CustomerNames;
import io.keshu.channels.web.token.Visitor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the hub is told a moment after a message, when it knows the visitor: what a member is called, once for each name on this node, and
 * the group that a visitor picked. Thread-safe.
 */
final class Afterwards {

    private static final int REMEMBERED = 20_000;
    private static final int TRIES = 6;
    private static final long FIRST_MILLIS = 200;
    private static final Logger log = LoggerFactory.getLogger(Afterwards.class);

    private final CustomerNames names;
    private final CustomerChoice choices;
    private final ScheduledExecutorService clockwork;
    private final Executor work;
    private final Map<String, String> told = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** @param work where the store is asked */
    Afterwards(CustomerNames names, CustomerChoice choices, ScheduledExecutorService clockwork, Executor work) {
        this.names = names;
        this.choices = choices;
        this.clockwork = clockwork;
        this.work = work;
    }

    void wrote(Visitor visitor) {
        String name = visitor.name();
        if (visitor.member() && name != null && isNew(visitor, name)) {
            later(() -> names.named(visitor.address(), name), () -> forget(visitor), 1);
        }
    }

    /** @param group the id that the deployment offers it by, or its name if that is none of the hub's */
    void picked(Visitor visitor, String group, String traceId) {
        later(
                () -> choices.choose(visitor.address(), group, traceId),
                () -> log.info("event=chosen_group_lost traceId={}", traceId),
                1);
    }

    private boolean isNew(Visitor visitor, String name) {
        synchronized (told) {
            return !name.equals(told.put(visitor.address().toString(), name));
        }
    }

    private void forget(Visitor visitor) {
        synchronized (told) {
            told.remove(visitor.address().toString());
        }
    }

    private void later(BooleanSupplier tell, Runnable failed, int attempt) {
        try {
            Future<?> unused = clockwork.schedule(
                    () -> work.execute(() -> tell(tell, failed, attempt)),
                    FIRST_MILLIS << attempt,
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            failed.run();
        }
    }

    private void tell(BooleanSupplier tell, Runnable failed, int attempt) {
        boolean done;
        try {
            done = tell.getAsBoolean();
        } catch (AcceptFailedException e) {
            log.debug("event=visitor_afterwards_away detail=\"{}\"", e.getMessage());
            done = false;
        }
        if (!done && attempt < TRIES) {
            later(tell, failed, attempt + 1);
        } else if (!done) {
            failed.run();
        }
    }
}
