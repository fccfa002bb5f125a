package io.keshu.domain.ops;

import io.keshu.domain.fact.FactDispatcher;
import io.keshu.domain.id.LeasedIds;
import io.keshu.domain.inbound.InboundStore;
import io.keshu.domain.lock.SessionLocks;
import io.keshu.domain.outbox.OutboxStore;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether this node can do its work, and how much waits. Checked in the background; reading it costs nothing. */
public final class HubHealth {

    private static final Logger log = LoggerFactory.getLogger(HubHealth.class);

    private final LeasedIds ids;
    private final SessionLocks locks;
    private final InboundStore inbound;
    private final OutboxStore outbox;
    private final FactDispatcher facts;
    private volatile Depths depths = new Depths(0, 0, 0, 0, Map.of());
    private volatile boolean storeAnswers;

    public HubHealth(
            LeasedIds ids, SessionLocks locks, InboundStore inbound, OutboxStore outbox, FactDispatcher facts) {
        this.ids = ids;
        this.locks = locks;
        this.inbound = inbound;
        this.outbox = outbox;
        this.facts = facts;
    }

    /**
     * What waits in the store, for all nodes.
     *
     * @param inboundWaiting accepted and not yet in a timeline
     * @param inboundSetAside refused by the store and kept for an operator
     * @param outboxPending waiting to be sent
     * @param outboxDead failed and not sent again
     * @param factsWaiting batches by destination
     */
    public record Depths(
            long inboundWaiting,
            long inboundSetAside,
            long outboxPending,
            long outboxDead,
            Map<String, Long> factsWaiting) {}

    /** Asks the store. To be called every second; never throws. */
    public void check() {
        try {
            depths = new Depths(
                    inbound.countWaiting(),
                    inbound.countSetAside(),
                    outbox.countPending(),
                    outbox.countDead(),
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
    }

    /** Whether a message that came now could be stored durably. */
    public boolean canAccept() {
        return storeAnswers && ids.holdsNumber();
    }

    /** Whether the lock service is away: work goes on by version checks alone. */
    public boolean degraded() {
        return locks.degraded();
    }

    /** As of the last check that succeeded. */
    public Depths depths() {
        return depths;
    }
}
