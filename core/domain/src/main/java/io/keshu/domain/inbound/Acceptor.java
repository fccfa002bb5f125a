package io.keshu.domain.inbound;

import io.keshu.channels.api.AcceptFailedException;
import io.keshu.channels.api.Acceptance;
import io.keshu.channels.api.InboundEnvelope;
import io.keshu.channels.api.InboundSink;
import io.keshu.channels.api.InboundSinks;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.PassiveReply;
import io.keshu.domain.id.IdGenerator;
import io.keshu.domain.lock.Lane;
import io.keshu.domain.ops.PipelineObserver;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** The durable front door: returns to a channel only when its message can't be lost any more. Thread-safe. */
public final class Acceptor implements InboundSinks, AutoCloseable {

    /** How long a sender waits for its group: below every provider's patience. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final List<GroupCommit> groups = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Clock clock;
    private final PassiveReplies passiveReplies;
    private final PipelineObserver observer;

    /** @param committers how many groups are committed at the same time */
    public Acceptor(
            InboundStore store,
            IdGenerator ids,
            LaneQueue lanes,
            PassiveReplies passiveReplies,
            Clock clock,
            PipelineObserver observer,
            int committers) {
        this.clock = clock;
        this.passiveReplies = passiveReplies;
        this.observer = observer;
        for (int i = 0; i < committers; i++) {
            GroupCommit group = new GroupCommit(store, ids, lanes::offerAll);
            Thread thread = new Thread(group, "keshu-accept-" + i);
            thread.setDaemon(true);
            groups.add(group);
            threads.add(thread);
        }
    }

    public void start() {
        threads.forEach(Thread::start);
    }

    /**
     * Where a channel hands in what one call brought.
     *
     * @param traceId follows the message from here to its delivery
     */
    @Override
    public InboundSink sink(String traceId) {
        return new Sink(traceId);
    }

    private CompletionStage<Acceptance> submit(InboundEnvelope envelope, String traceId) {
        long began = System.nanoTime();
        Lane lane = Lane.of(envelope.account(), envelope.user());
        GroupCommit.Waiter waiter =
                new GroupCommit.Waiter(envelope, lane, traceId, clock.instant().truncatedTo(ChronoUnit.MICROS));
        groups.get((int) Long.remainderUnsigned(lane.value(), groups.size())).submit(waiter);
        return waiter.result.handle((stored, failure) -> {
            if (failure != null) {
                observe(envelope, PipelineObserver.Accepted.FAILED, began);
                throw failure instanceof AcceptFailedException failed
                        ? failed
                        : new AcceptFailedException("Not stored", failure);
            }
            boolean first = stored.kind() == Acceptance.Kind.NEW;
            observe(envelope, first ? PipelineObserver.Accepted.NEW : PipelineObserver.Accepted.DUPLICATE, began);
            return new Result(stored, envelope, traceId);
        });
    }

    /** Waits for its group, but not for longer than the sender would. */
    private static Acceptance await(CompletionStage<Acceptance> stored) {
        try {
            return stored.toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AcceptFailedException failed) {
                throw failed;
            }
            throw new AcceptFailedException("Not stored", e);
        } catch (TimeoutException e) {
            throw new AcceptFailedException("Not stored in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AcceptFailedException("Interrupted while storing", e);
        }
    }

    private void observe(InboundEnvelope envelope, PipelineObserver.Accepted outcome, long began) {
        observer.accepted(envelope.account(), outcome, Duration.ofNanos(System.nanoTime() - began));
    }

    /** Whether none of its threads has died; after closing they have all ended. */
    public boolean alive() {
        return threads.stream().noneMatch(thread -> thread.getState() == Thread.State.TERMINATED);
    }

    /** How many messages wait for their group. */
    public int depth() {
        return groups.stream().mapToInt(GroupCommit::depth).sum();
    }

    /** Finishes what is queued; accepts from now on fail. */
    @Override
    public void close() {
        groups.forEach(GroupCommit::close);
        for (Thread thread : threads) {
            try {
                thread.join(PATIENCE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private final class Sink implements InboundSink {
        private final String traceId;

        Sink(String traceId) {
            this.traceId = traceId;
        }

        @Override
        public CompletionStage<Acceptance> submit(InboundEnvelope envelope) {
            return Acceptor.this.submit(envelope, traceId);
        }

        @Override
        public Acceptance accept(InboundEnvelope envelope) {
            return await(submit(envelope));
        }
    }

    private final class Result implements Acceptance {
        private final GroupCommit.Stored stored;
        private final InboundEnvelope envelope;
        private final String traceId;

        Result(GroupCommit.Stored stored, InboundEnvelope envelope, String traceId) {
            this.stored = stored;
            this.envelope = envelope;
            this.traceId = traceId;
        }

        @Override
        public Kind kind() {
            return stored.kind();
        }

        @Override
        public CompletionStage<Optional<PassiveReply>> replyWithin(
                Duration deadline, Predicate<OutboundContent> writable) {
            return passiveReplies.await(stored.id(), stored.kind(), envelope, deadline, writable, traceId);
        }
    }
}
