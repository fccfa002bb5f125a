package io.keshu.domain.inbound;

import io.keshu.channels.api.Acceptance;
import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.InboundEnvelope;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.OutboundMessage;
import io.keshu.channels.api.PassiveReply;
import io.keshu.domain.autoreply.AutoResponder;
import io.keshu.domain.id.LeasedIds;
import io.keshu.domain.outbox.DeliveryRecorder;
import io.keshu.domain.outbox.OutboxItem;
import io.keshu.domain.outbox.OutboxStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings together a provider's call that can carry an answer and the bot's answer, when both are on this node in time. The answer is a row
 * of the outbox like any other; whoever sends it claims it first.
 */
public final class PassiveReplies implements AutoCloseable {

    /** The longest wait: a bot that takes longer has lost the question to the agents. */
    private static final Duration PATIENCE = Duration.ofMillis(1500);

    /** For how long the outbox leaves an awaited answer to the call that waits for it. */
    public static final Duration RESERVED = Duration.ofSeconds(2);

    private static final Logger log = LoggerFactory.getLogger(PassiveReplies.class);

    /** How many decisions are kept for calls that come to wait after they were made. */
    static final int KEPT = 4096;

    /** Answers that are claimed at the same time, and how many more may wait for that: what comes then leaves by the outbox. */
    private static final int CLAIMING = 8;

    private static final int CLAIMS_WAITING = 1000;

    private static final CompletableFuture<Optional<Offer>> NOT_DUE =
            CompletableFuture.completedFuture(Optional.empty());

    private static final CompletableFuture<Optional<PassiveReply>> NONE =
            CompletableFuture.completedFuture(Optional.empty());

    /** By inbound id: calls that wait, and decisions that no call has asked for yet. */
    private final ConcurrentHashMap<Long, CompletableFuture<Optional<Offer>>> answers = new ConcurrentHashMap<>();

    /** An answer that waits in the outbox. */
    private record Offer(long outboxId, OutboundContent content) {}

    private final long[] decided = new long[KEPT];
    private int nextDecided;
    private final AutoResponder responder;
    private final OutboxStore outbox;
    private final DeliveryRecorder recorder;
    private final LeasedIds node;
    private final Clock clock;
    private final Duration patience;
    private final ThreadPoolExecutor claims = new ThreadPoolExecutor(
            CLAIMING, CLAIMING, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(CLAIMS_WAITING), PassiveReplies::thread);

    public PassiveReplies(
            AutoResponder responder, OutboxStore outbox, DeliveryRecorder recorder, LeasedIds node, Clock clock) {
        this(responder, outbox, recorder, node, clock, PATIENCE);
    }

    PassiveReplies(
            AutoResponder responder,
            OutboxStore outbox,
            DeliveryRecorder recorder,
            LeasedIds node,
            Clock clock,
            Duration patience) {
        this.patience = patience;
        claims.allowCoreThreadTimeOut(true);
        this.responder = responder;
        this.outbox = outbox;
        this.recorder = recorder;
        this.node = node;
        this.clock = clock;
    }

    /** Whether providers' calls carry such content at all; whether this one does now is the channel's word. */
    public static boolean carries(OutboundContent content) {
        return content instanceof OutboundContent.Text
                || content instanceof OutboundContent.Articles
                || content instanceof OutboundContent.Image
                || content instanceof OutboundContent.Voice
                || content instanceof OutboundContent.Video
                || content instanceof OutboundContent.Music;
    }

    /** Whether a call waits here for the answer to this message. */
    public boolean awaited(long inboundId) {
        CompletableFuture<Optional<Offer>> answer = answers.get(inboundId);
        return answer != null && !answer.isDone();
    }

    /** The answer is in the outbox. */
    public void offer(long inboundId, long outboxId, OutboundContent content) {
        decide(inboundId, CompletableFuture.completedFuture(Optional.of(new Offer(outboxId, content))));
    }

    /** There will be no automatic answer. */
    public void none(long inboundId) {
        decide(inboundId, NOT_DUE);
    }

    /** The message was worked off and the bot is not asked. */
    public void notDue(WaitingInbound row) {
        if (mayBeAwaited(row.envelope())) {
            none(row.id());
        }
    }

    /** A call that has not come to wait yet finds the decision when it does: the pipeline may be faster than its thread. */
    private void decide(long inboundId, CompletableFuture<Optional<Offer>> decision) {
        CompletableFuture<Optional<Offer>> waiting = answers.putIfAbsent(inboundId, decision);
        if (waiting == null) {
            forgetOldest(inboundId);
        } else if (!waiting.isDone()) {
            waiting.complete(decision.getNow(Optional.empty()));
        }
    }

    private void forgetOldest(long inboundId) {
        long oldest;
        synchronized (decided) {
            oldest = decided[nextDecided];
            decided[nextDecided] = inboundId;
            nextDecided = (nextDecided + 1) % KEPT;
        }
        answers.computeIfPresent(oldest, (id, answer) -> answer.isDone() ? null : answer);
    }

    /** How many calls wait and decisions are kept. */
    int decisions() {
        return answers.size();
    }

    private boolean mayBeAwaited(InboundEnvelope envelope) {
        return responder.mayAnswer(envelope.account(), envelope.content(), 0);
    }

    CompletionStage<Optional<PassiveReply>> await(
            long inboundId,
            Acceptance.Kind kind,
            InboundEnvelope envelope,
            Duration deadline,
            Predicate<OutboundContent> writable,
            String traceId) {
        if (!mayBeAwaited(envelope)) {
            return NONE;
        }
        try {
            CompletableFuture<Optional<PassiveReply>> before = kind == Acceptance.Kind.DUPLICATE
                    ? CompletableFuture.supplyAsync(
                            () -> outbox.findPassive(inboundId).map(Claimed::new), claims)
                    : NONE;
            return before.thenCompose(found -> found.isPresent() ? before : awaitOffer(inboundId, deadline, writable))
                    .exceptionally(failure -> skipped(inboundId, traceId, failure));
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(skipped(inboundId, traceId, e));
        }
    }

    /** The message itself is safe; its answer leaves by the outbox. */
    private static Optional<PassiveReply> skipped(long inboundId, String traceId, Throwable failure) {
        log.warn(
                "event=passive_reply_skipped inbound={} traceId={} detail=\"{}\"",
                inboundId,
                traceId,
                failure.getMessage());
        return Optional.empty();
    }

    private CompletableFuture<Optional<PassiveReply>> awaitOffer(
            long inboundId, Duration deadline, Predicate<OutboundContent> writable) {
        CompletableFuture<Optional<Offer>> decision =
                answers.computeIfAbsent(inboundId, id -> new CompletableFuture<>());
        long millis = Math.min(patience.toMillis(), deadline.toMillis());
        CompletableFuture<Optional<Offer>> offered = decision.isDone()
                ? decision
                : decision.copy().completeOnTimeout(Optional.empty(), millis, TimeUnit.MILLISECONDS);
        return offered.thenCompose(offer -> {
            answers.remove(inboundId, decision);
            return offer.isEmpty()
                    ? NONE
                    : CompletableFuture.supplyAsync(() -> claim(inboundId, offer.get(), writable), claims);
        });
    }

    private Optional<PassiveReply> claim(long inboundId, Offer offer, Predicate<OutboundContent> writable) {
        return writable.test(offer.content())
                ? outbox.claimPassive(offer.outboxId(), inboundId, node.node(), clock.instant())
                        .map(Claimed::new)
                : Optional.empty();
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "keshu-passive");
        thread.setDaemon(true);
        return thread;
    }

    /** What is being claimed is claimed to the end; answers that are ready from now on leave by the outbox. */
    @Override
    public void close() {
        claims.shutdown();
    }

    private final class Claimed implements PassiveReply {
        private final OutboxItem item;

        Claimed(OutboxItem item) {
            this.item = item;
        }

        @Override
        public OutboundMessage message() {
            return item.message();
        }

        @Override
        public void written() {
            recorder.recordPassive(item, new DeliveryResult.Accepted(null));
        }

        @Override
        public void unclear(String detail) {
            recorder.recordPassive(
                    item,
                    new DeliveryResult.Unknown(
                            new DeliveryProblem(DeliveryProblem.Reason.NO_CLEAR_ANSWER, "", detail)));
        }
    }
}
