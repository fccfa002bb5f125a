package io.keshu.domain.fact;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings facts to their destinations, each at its own pace; one that fails holds up neither the others nor the pipeline. */
public final class FactDispatcher implements AutoCloseable {

    private static final int BATCHES = 128;

    /** Batches are gathered for this long: figures need not be newer, and each delivery is a transaction. */
    private static final Duration GATHER = Duration.ofMillis(250);

    private static final Duration POSTPONED = Duration.ofSeconds(30);
    private static final Logger log = LoggerFactory.getLogger(FactDispatcher.class);

    private final FactStore store;
    private final Map<String, FactDestination> destinations;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closed;

    public FactDispatcher(FactStore store, List<FactDestination> destinations) {
        this.store = store;
        this.destinations = destinations.stream()
                .collect(Collectors.toMap(FactDestination::name, found -> found, (a, b) -> a, TreeMap::new));
        for (FactDestination destination : destinations) {
            Thread thread = new Thread(() -> run(destination), "keshu-facts-" + destination.name());
            thread.setDaemon(true);
            threads.add(thread);
        }
    }

    /** Registers the destinations, so that from now on every batch is kept for them, and starts delivering. */
    public void start() {
        store.register(destinations.keySet());
        threads.forEach(Thread::start);
    }

    /**
     * Lets a destination begin anew from all facts ever written.
     *
     * @return how many batches will come
     * @throws IllegalArgumentException if there is no such destination
     */
    public long rebuild(String destination) {
        FactDestination found = destinations.get(destination);
        if (found == null) {
            throw new IllegalArgumentException("No destination of facts named " + destination);
        }
        return store.rebuild(found);
    }

    /** Whether none of its threads has died. */
    public boolean alive() {
        return closed || threads.stream().noneMatch(thread -> thread.getState() == Thread.State.TERMINATED);
    }

    /** How many batches wait, by destination, each counted up to {@link io.keshu.domain.ops.HubHealth#COUNTED}. */
    public Map<String, Long> waiting() {
        return destinations.keySet().stream().collect(Collectors.toMap(name -> name, store::countWaiting));
    }

    private void run(FactDestination destination) {
        boolean failing = false;
        while (!closed) {
            try {
                int delivered = store.deliver(destination, BATCHES);
                if (failing) {
                    failing = false;
                    log.info("event=facts_resumed destination={}", destination.name());
                }
                if (delivered < BATCHES) {
                    TimeUnit.MILLISECONDS.sleep(GATHER.toMillis());
                }
            } catch (InterruptedException e) {
                log.debug("event=facts_interrupted destination={}", destination.name());
            } catch (RuntimeException e) {
                if (!failing) {
                    failing = true;
                    log.warn("event=facts_waiting destination={} detail=\"{}\"", destination.name(), e.getMessage());
                }
                isolate(destination);
            }
        }
    }

    /** Delivers one batch alone, so that a bad one is found and put behind the others. */
    private void isolate(FactDestination destination) {
        try {
            TimeUnit.MILLISECONDS.sleep(GATHER.toMillis());
            store.deliver(destination, 1);
        } catch (InterruptedException e) {
            log.debug("event=facts_interrupted destination={}", destination.name());
        } catch (RuntimeException e) {
            try {
                store.postponeFirst(destination, POSTPONED);
            } catch (RuntimeException alsoAway) {
                log.debug(
                        "event=facts_not_postponed destination={} detail=\"{}\"",
                        destination.name(),
                        alsoAway.getMessage());
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            try {
                thread.join(5_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
