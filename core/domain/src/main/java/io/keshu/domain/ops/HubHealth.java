package io.keshu.domain.ops;

import io.keshu.domain.fact.FactDispatcher;
import io.keshu.domain.id.LeasedIds;
import io.keshu.domain.inbound.InboundStore;
import io.keshu.domain.lock.SessionLocks;
import io.keshu.domain.media.MediaItems;
import io.keshu.domain.outbox.OutboxStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether this node can do its work, and how much waits. Checked in the background; reading it costs nothing. */
public final class HubHealth {

    /** Depths are counted up to here: what is more is said as so many, since counting millions would cost what they wait for. */
    public static final int COUNTED = 10_000;

    /** The worker without which nothing can be accepted. */
    public static final String ACCEPTING = "accept";

    /** A check that takes longer than this stands for a store that doesn't answer. */
    private static final Duration STALE = Duration.ofSeconds(15);

    private static final Logger log = LoggerFactory.getLogger(HubHealth.class);

    private final LeasedIds ids;
    private final SessionLocks locks;
    private final InboundStore inbound;
    private final OutboxStore outbox;
    private final MediaItems media;
    private final FactDispatcher facts;
    private final Map<String, BooleanSupplier> workers;
    private final LongSupplier nanoTime;
    private volatile Depths depths = new Depths(0, 0, 0, 0, 0, null, Map.of());
    private volatile List<String> stopped = List.of();
    private volatile boolean storeAnswers;
    private volatile long checked;

    /**
     * @param workers by name, whether all threads of each live
     * @param nanoTime as {@link System#nanoTime}
     */
    public HubHealth(
            LeasedIds ids,
            SessionLocks locks,
            InboundStore inbound,
            OutboxStore outbox,
            MediaItems media,
            FactDispatcher facts,
            Map<String, BooleanSupplier> workers,
            LongSupplier nanoTime) {
        this.ids = ids;
        this.locks = locks;
        this.inbound = inbound;
        this.outbox = outbox;
        this.media = media;
        this.facts = facts;
        this.workers = Map.copyOf(workers);
        this.nanoTime = nanoTime;
        this.checked = nanoTime.getAsLong();
    }

    /**
     * What waits in the store, for all nodes; each number is exact below {@link #COUNTED}.
     *
     * @param inboundWaiting accepted and not yet in a timeline
     * @param inboundSetAside refused by the store and kept for an operator
     * @param outboxPending waiting to be sent
     * @param outboxDead failed and not sent again
     * @param mediaPending waiting to be fetched
     * @param mediaSince when the oldest of those came; null if there are none
     * @param factsWaiting batches by destination
     */
    public record Depths(
            long inboundWaiting,
            long inboundSetAside,
            long outboxPending,
            long outboxDead,
            long mediaPending,
            @Nullable Instant mediaSince,
            Map<String, Long> factsWaiting) {}

    /** Looks at the workers and asks the store. To be called every second; never throws. */
    public void check() {
        lookAtWorkers();
        try {
            depths = new Depths(
                    inbound.countWaiting(),
                    inbound.countSetAside(),
                    outbox.countPending(),
                    outbox.countDead(),
                    media.countPending(),
                    media.oldestPending().orElse(null),
                    facts.waiting());
            if (!storeAnswers) {
                log.info("event=store_answers");
            }
            storeAnswers = true;
        } catch (RuntimeException e) {
            if (storeAnswers) {
                log.warn("event=store_away detail=\"{}\"", e.getMessage());
            }
            storeAnswers = false;
        }
        checked = nanoTime.getAsLong();
    }

    private void lookAtWorkers() {
        List<String> found = workers.entrySet().stream()
                .filter(worker -> !worker.getValue().getAsBoolean())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        if (!found.equals(stopped)) {
            log.error("event=workers_stopped workers={}", found);
            stopped = found;
        }
    }

    /** Whether a message that came now could be stored durably. */
    public boolean canAccept() {
        return storeAnswers
                && nanoTime.getAsLong() - checked < STALE.toNanos()
                && ids.holdsNumber()
                && !stopped.contains(ACCEPTING);
    }

    /** Whether the lock service is away: work goes on by version checks alone. */
    public boolean degraded() {
        return locks.degraded();
    }

    /** Workers of which a thread has died, as of the last check. Only a restart of the node brings them back. */
    public List<String> stopped() {
        return stopped;
    }

    /** As of the last check that succeeded. */
    public Depths depths() {
        return depths;
    }
}
