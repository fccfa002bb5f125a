package io.keshu.domain.inbound;

import io.keshu.domain.conversation.ConversationStore;
import io.keshu.domain.conversation.ConversationWriter;
import io.keshu.domain.conversation.LaneChange;
import io.keshu.domain.conversation.LaneSnapshot;
import io.keshu.domain.conversation.TimelinePlanner;
import io.keshu.domain.conversation.TimelinePlanner.Plan;
import io.keshu.domain.lock.Lane;
import io.keshu.domain.lock.SessionLocks;
import io.keshu.domain.ops.PipelineObserver;
import io.keshu.domain.outbox.ReceiptTaker;
import io.keshu.domain.store.KeyTakenException;
import io.keshu.domain.store.RefusedByStoreException;
import io.keshu.domain.store.StaleVersionException;
import io.keshu.domain.store.StoreUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works off accepted messages: many lanes in one transaction, each under its lease, each in order of arrival. A lane whose change fails
 * is taken out and tried alone; a row that can't be stored is set aside so that those behind it go on.
 */
public final class Pipeline implements AutoCloseable {

    /** Lanes of one transaction at most. */
    static final int MAX_LANES = 256;

    /** Messages of one lane at most before others get their turn. */
    static final int MAX_PER_LANE = 64;

    private static final Duration LOCKED_ELSEWHERE = Duration.ofMillis(20);
    private static final Duration STALE = Duration.ofMillis(5);
    private static final Duration STORE_AWAY = Duration.ofMillis(500);
    private static final Duration ORPHANED = Duration.ofSeconds(2);

    /** How long a lane rests that fails by itself, so that it costs the others nothing. */
    private static final Duration FAILING = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(Pipeline.class);

    private final LaneQueue lanes;
    private final SessionLocks locks;
    private final ConversationStore conversations;
    private final InboundStore inbound;
    private final TimelinePlanner planner;
    private final ConversationWriter writer;
    private final ReceiptTaker receipts;
    private final Consumer<Plan> worked;
    private final Clock clock;
    private final PipelineObserver observer;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicBoolean away = new AtomicBoolean();
    private volatile boolean closed;

    /** @param worked told of what was committed: what there is to think about, and who needs no answer */
    public Pipeline(
            LaneQueue lanes,
            SessionLocks locks,
            ConversationStore conversations,
            InboundStore inbound,
            TimelinePlanner planner,
            ConversationWriter writer,
            ReceiptTaker receipts,
            Consumer<Plan> worked,
            Clock clock,
            PipelineObserver observer,
            int workers) {
        this.lanes = lanes;
        this.locks = locks;
        this.conversations = conversations;
        this.inbound = inbound;
        this.planner = planner;
        this.writer = writer;
        this.receipts = receipts;
        this.worked = worked;
        this.clock = clock;
        this.observer = observer;
        for (int i = 0; i < workers; i++) {
            Thread thread = new Thread(this::run, "keshu-pipeline-" + i);
            thread.setDaemon(true);
            threads.add(thread);
        }
    }

    public void start() {
        threads.forEach(Thread::start);
    }

    /** Whether none of its threads has died. */
    public boolean alive() {
        return closed || threads.stream().noneMatch(thread -> thread.getState() == Thread.State.TERMINATED);
    }

    /** Takes over lanes that nobody works off: after a crash of their node, or a restart. To be called every second or so. */
    public void sweep() {
        lanes.offer(inbound.lanesWaitingSince(clock.instant().minus(ORPHANED), 4 * MAX_LANES));
    }

    /** Ends after the transactions under way; what waits is durable and goes on elsewhere or later. */
    @Override
    public void close() {
        closed = true;
        for (Thread thread : threads) {
            thread.interrupt();
        }
        for (Thread thread : threads) {
            try {
                thread.join(5_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void run() {
        while (!closed) {
            List<Lane> taken;
            try {
                taken = lanes.take(MAX_LANES);
            } catch (InterruptedException e) {
                continue;
            }
            try {
                work(taken);
                if (away.compareAndSet(true, false)) {
                    log.info("event=pipeline_resumed");
                }
            } catch (StoreUnavailableException e) {
                waitForStore(taken, e);
            } catch (RuntimeException e) {
                workOneByOne(taken, e);
            } finally {
                lanes.done(taken);
            }
        }
    }

    private void waitForStore(List<Lane> taken, StoreUnavailableException e) {
        if (away.compareAndSet(false, true)) {
            log.warn("event=pipeline_waiting reason=store_unavailable detail=\"{}\"", e.getMessage());
        }
        taken.forEach(lane -> lanes.offerLater(lane, STORE_AWAY));
    }

    /** Finds the lane that nobody foresaw, such as one with a row of a newer version, so that it fails alone. */
    private void workOneByOne(List<Lane> taken, RuntimeException cause) {
        for (Lane lane : taken) {
            try {
                if (taken.size() == 1) {
                    throw cause;
                }
                work(List.of(lane));
            } catch (StoreUnavailableException e) {
                waitForStore(List.of(lane), e);
            } catch (RuntimeException e) {
                log.error("event=pipeline_failed lane={}", lane, e);
                lanes.offerLater(lane, FAILING);
            }
        }
    }

    private void work(List<Lane> taken) {
        try (SessionLocks.Held held = locks.tryLock(taken)) {
            Set<Lane> ours = held.lanes();
            for (Lane lane : taken) {
                if (!ours.contains(lane)) {
                    lanes.offerLater(lane, LOCKED_ELSEWHERE);
                }
            }
            if (ours.isEmpty()) {
                return;
            }
            List<Plan> plans = new ArrayList<>(ours.size());
            Set<Lane> more = new HashSet<>();
            for (LaneSnapshot snapshot : conversations.load(ours, MAX_PER_LANE)) {
                if (!snapshot.waiting().isEmpty()) {
                    receipts.take(snapshot.waiting());
                    plans.add(planner.plan(snapshot, snapshot.waiting()));
                }
                if (snapshot.more()) {
                    more.add(snapshot.lane());
                }
            }
            if (!plans.isEmpty()) {
                commit(plans);
            }
            lanes.offer(more);
        }
    }

    private void commit(List<Plan> plans) {
        long began = System.nanoTime();
        try {
            writer.commit(plans.stream().map(Plan::change).toList());
        } catch (StaleVersionException | RefusedByStoreException | KeyTakenException e) {
            log.debug("event=pipeline_split lanes={} detail=\"{}\"", plans.size(), e.getMessage());
            plans.forEach(this::commitAlone);
            return;
        }
        committed(plans, began);
    }

    private void committed(List<Plan> plans, long began) {
        Instant now = clock.instant();
        int messages = 0;
        for (Plan plan : plans) {
            messages += plan.change().messages().size();
            for (WaitingInbound row : plan.rows()) {
                observer.processed(row.envelope().account(), Duration.between(row.receivedAt(), now));
            }
            worked.accept(plan);
        }
        observer.committed(plans.size(), messages, Duration.ofNanos(System.nanoTime() - began));
    }

    private void commitAlone(Plan plan) {
        LaneChange change = plan.change();
        long began = System.nanoTime();
        try {
            writer.commit(List.of(change));
            committed(List.of(plan), began);
        } catch (StaleVersionException | KeyTakenException e) {
            lanes.offerLater(change.lane(), STALE);
        } catch (RefusedByStoreException e) {
            workRowByRow(change.lane());
        }
    }

    /** Finds the row that the store refuses: everything before it is kept, it is set aside, and the lane comes back for the rest. */
    private void workRowByRow(Lane lane) {
        for (LaneSnapshot snapshot : conversations.load(Set.of(lane), 1)) {
            if (snapshot.waiting().isEmpty()) {
                continue;
            }
            WaitingInbound first = snapshot.waiting().get(0);
            try {
                long began = System.nanoTime();
                Plan plan = planner.plan(snapshot, List.of(first));
                writer.commit(List.of(plan.change()));
                committed(List.of(plan), began);
            } catch (RefusedByStoreException e) {
                log.warn(
                        "event=inbound_set_aside account={} externalId={} traceId={} detail=\"{}\"",
                        first.envelope().account(),
                        first.envelope().id(),
                        first.traceId(),
                        e.getMessage());
                inbound.setAside(first.id(), String.valueOf(e.getMessage()));
                observer.setAside(first.envelope().account());
            } catch (StaleVersionException | KeyTakenException e) {
                log.debug("event=pipeline_stale lane={}", lane);
            }
            lanes.offerLater(lane, STALE);
        }
    }
}
