package io.keshu.bot;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The greeting as administrators read and change it, and as this node knows it. Thread-safe. */
public final class Greetings {

    private static final Logger log = LoggerFactory.getLogger(Greetings.class);

    private final GreetingStore store;

    /** Until the greeting was read once nobody is greeted: customers then wait for agents, as they would without a bot. */
    private volatile Greeting known = Greeting.NONE;

    Greetings(GreetingStore store) {
        this.store = store;
    }

    /**
     * The stored greeting, whichever node changed it last.
     *
     * @return disabled, blank and of version 0 if none is stored
     * @throws io.keshu.domain.store.StoreUnavailableException if the database can't be asked
     */
    public Greeting get() {
        return refresh();
    }

    /**
     * Saves a changed greeting. This node says it from now on, the others within two seconds.
     *
     * @param changed with the version that was read
     * @throws io.keshu.domain.store.StaleVersionException if somebody changed it since; nothing was changed
     * @throws io.keshu.domain.store.StoreUnavailableException if the database can't be asked
     */
    public SaveResult save(Greeting changed) {
        Optional<Greeting.Problem> problem = changed.problem();
        if (problem.isPresent()) {
            return new SaveResult.Refused(problem.get());
        }
        store.write(changed);
        Greeting saved = new Greeting(changed.enabled(), changed.text(), changed.version() + 1);
        log.info("event=greeting_changed enabled={} version={}", saved.enabled(), saved.version());
        // Asks again rather than trusting what was written: somebody else may have changed it since.
        refresh();
        return new SaveResult.Saved(saved);
    }

    /** As last read; costs nothing and never fails. */
    Greeting known() {
        return known;
    }

    /** One at a time, so that what was read earlier never covers what was read later. */
    synchronized Greeting refresh() {
        Greeting read = store.read();
        known = read;
        return read;
    }
}
