package io.keshu.domain.outbox;

import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.domain.hint.Hint;
import io.keshu.domain.hint.HintBus;
import io.keshu.domain.id.IdGenerator;
import io.keshu.domain.message.Delivery;
import io.keshu.domain.message.DeliveryState;
import io.keshu.domain.store.StoreUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down how attempts ended, in groups, and keeps trying while the store is away. What it can't write before the process dies is
 * found claimed afterwards and becomes Unknown, which is what it then is.
 */
public final class DeliveryRecorder implements AutoCloseable {

    private static final int MAX_GROUP = 128;

    /** How often an idle thread looks whether it is to end. */
    private static final Duration LOOK = Duration.ofMillis(200);

    private static final Logger log = LoggerFactory.getLogger(DeliveryRecorder.class);

    private final LinkedBlockingQueue<Ended> queue = new LinkedBlockingQueue<>();
    private final OutboxStore store;
    private final HintBus hints;
    private final IdGenerator ids;
    private final Clock clock;
    private final RetryBackoff backoff;
    private final Runnable recorded;
    private final Thread thread = new Thread(this::run, "keshu-deliveries");
    private volatile boolean closed;

    /** @param recorded told after a group was written, since the next messages of these conversations may leave now */
    public DeliveryRecorder(
            OutboxStore store, HintBus hints, IdGenerator ids, Clock clock, RetryBackoff backoff, Runnable recorded) {
        this.store = store;
        this.hints = hints;
        this.ids = ids;
        this.clock = clock;
        this.backoff = backoff;
        this.recorded = recorded;
        thread.setDaemon(true);
    }

    private record Ended(
            OutboxItem item,
            Delivery delivery,
            Instant at,
            @Nullable String providerMessageId) {}

    public void start() {
        thread.start();
    }

    /** Whether its thread has not died. */
    public boolean alive() {
        return closed || thread.getState() != Thread.State.TERMINATED;
    }

    /** Returns at once. */
    public void record(OutboxItem item, DeliveryResult result) {
        record(item, result, false);
    }

    /** As {@link #record}, of a message that was to leave in the answer to the provider's own call. */
    public void recordPassive(OutboxItem item, DeliveryResult result) {
        record(item, result, true);
    }

    private void record(OutboxItem item, DeliveryResult result, boolean passive) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Delivery ended = deliveryOf(item, result, now);
        Delivery delivery =
                new Delivery(ended.state(), ended.problem(), ended.attempts(), ended.nextAttemptAt(), now, passive);
        String providerId = result instanceof DeliveryResult.Accepted accepted ? accepted.providerMessageId() : null;
        queue.add(new Ended(item, delivery, now, providerId));
    }

    private Delivery deliveryOf(OutboxItem item, DeliveryResult result, Instant now) {
        int attempts = item.attempts() + 1;
        if (result instanceof DeliveryResult.Accepted) {
            return new Delivery(DeliveryState.ACCEPTED, null, attempts, null);
        }
        if (result instanceof DeliveryResult.Rejected rejected) {
            return failed(rejected.problem(), attempts);
        }
        if (result instanceof DeliveryResult.Unreachable unreachable) {
            return failed(unreachable.problem(), attempts);
        }
        if (result instanceof DeliveryResult.Unknown unknown) {
            return new Delivery(DeliveryState.UNKNOWN, unknown.problem(), attempts, null);
        }
        DeliveryResult.RetryLater later = (DeliveryResult.RetryLater) result;
        return backoff.exhausted(attempts)
                ? failed(later.problem(), attempts)
                : new Delivery(
                        DeliveryState.PENDING,
                        later.problem(),
                        attempts,
                        now.plus(backoff.delay(attempts, later.after())));
    }

    private static Delivery failed(DeliveryProblem problem, int attempts) {
        return new Delivery(DeliveryState.FAILED, problem, attempts, null);
    }

    private void run() {
        List<Ended> group = new ArrayList<>(MAX_GROUP);
        while (!closed || !queue.isEmpty() || !group.isEmpty()) {
            try {
                if (group.isEmpty()) {
                    Ended first = queue.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                    if (first == null) {
                        continue;
                    }
                    group.add(first);
                    queue.drainTo(group, MAX_GROUP - 1);
                }
                writeOrSplit(group);
                group.clear();
            } catch (InterruptedException e) {
                log.debug("event=deliveries_interrupted");
            } catch (RuntimeException e) {
                log.warn("event=delivery_not_recorded messages={} detail=\"{}\"", group.size(), e.getMessage());
                if (closed) {
                    return;
                }
                pause();
            }
        }
    }

    /** What the store refuses, or fails at as nobody foresaw, is not to keep the others from being written. */
    private void writeOrSplit(List<Ended> group) {
        try {
            write(group);
        } catch (StoreUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            for (Ended ended : group) {
                writeAlone(ended);
            }
        }
    }

    private void writeAlone(Ended ended) {
        try {
            write(List.of(ended));
        } catch (StoreUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            log.warn("event=delivery_refused message={} detail=\"{}\"", ended.item.id(), e.getMessage());
            writeWithoutWords(ended);
        }
    }

    /** The provider's own words are all of an end that a store can object to. */
    private void writeWithoutWords(Ended ended) {
        DeliveryProblem problem = ended.delivery.problem();
        Delivery delivery = new Delivery(
                ended.delivery.state(),
                problem == null ? null : new DeliveryProblem(problem.reason(), "", ""),
                ended.delivery.attempts(),
                ended.delivery.nextAttemptAt(),
                ended.delivery.at(),
                ended.delivery.passive());
        try {
            // Without its id too, which is the other thing that is the provider's.
            write(List.of(new Ended(ended.item, delivery, ended.at, null)));
        } catch (StoreUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            // Its claim is found abandoned and becomes Unknown.
            log.error("event=delivery_lost message={} delivery={}", ended.item.id(), delivery, e);
        }
    }

    private void write(List<Ended> group) {
        long batch = ids.next();
        List<DeliveryOutcome> outcomes = group.stream()
                .map(ended -> new DeliveryOutcome(ended.item, ended.delivery, ended.at, batch, ended.providerMessageId))
                .toList();
        List<DeliveryOutcome> changed = store.record(outcomes);
        hints.publish(changed.stream()
                .map(outcome -> new Hint(
                        outcome.item().conversation(),
                        outcome.item().number(),
                        outcome.item().number()))
                .toList());
        recorded.run();
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(500);
        } catch (InterruptedException e) {
            log.debug("event=deliveries_interrupted");
        }
    }

    /** Writes what is queued, if the store lets it. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
