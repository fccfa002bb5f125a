package io.keshu.channels.web.inbound;

import io.keshu.channels.api.AcceptFailedException;
import io.keshu.channels.api.CustomerNames;
import io.keshu.channels.web.token.Visitor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the hub what members are called, once for each name on this node: a moment after a message, when the hub knows them. Thread-safe.
 */
final class MemberNames {

    private static final int REMEMBERED = 20_000;
    private static final int TRIES = 5;
    private static final Logger log = LoggerFactory.getLogger(MemberNames.class);

    private final CustomerNames names;
    private final ScheduledExecutorService clockwork;
    private final Map<String, String> told = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > REMEMBERED;
        }
    };

    MemberNames(CustomerNames names, ScheduledExecutorService clockwork) {
        this.names = names;
        this.clockwork = clockwork;
    }

    void wrote(Visitor visitor) {
        String name = visitor.name();
        if (visitor.member() && name != null && isNew(visitor, name)) {
            later(visitor, name, 1);
        }
    }

    private boolean isNew(Visitor visitor, String name) {
        synchronized (told) {
            return !name.equals(told.put(visitor.address().toString(), name));
        }
    }

    private void later(Visitor visitor, String name, int attempt) {
        try {
            var unused = clockwork.schedule(() -> tell(visitor, name, attempt), attempt, TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("event=member_name_untold");
        }
    }

    private void tell(Visitor visitor, String name, int attempt) {
        boolean done;
        try {
            done = names.named(visitor.address(), name);
        } catch (AcceptFailedException e) {
            done = false;
        }
        if (!done && attempt < TRIES) {
            later(visitor, name, attempt + 1);
        } else if (!done) {
            synchronized (told) {
                told.remove(visitor.address().toString());
            }
        }
    }
}
