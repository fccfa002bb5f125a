package io.keshu.domain.outbox;

import io.keshu.channels.api.Channel;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.ChannelCapability;
import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.domain.account.Channels;
import io.keshu.domain.id.LeasedIds;
import io.keshu.domain.ops.PipelineObserver;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what the outbox holds: claims, delivers outside lock and transaction, records. An account that hangs uses up its own share of
 * the sending threads only, and the more of them hang, the smaller a share is: there is always room for those that don't.
 */
public final class OutboxDispatcher implements AutoCloseable {

    /** Messages under way at once on this node. */
    static final int MAX_IN_FLIGHT = 128;

    /** Messages under way at once for one account, while there is room for that. */
    static final int MAX_PER_ACCOUNT = 32;

    /** An account may have this part of the room that is left. */
    private static final int PART = 4;

    /** A claim older than this has lost its sender: no channel takes longer than 15 s. */
    private static final Duration ABANDONED = Duration.ofSeconds(30);

    private static final Duration IDLE = Duration.ofMillis(500);
    private static final Logger log = LoggerFactory.getLogger(OutboxDispatcher.class);

    private final OutboxStore store;
    private final ChannelAccounts accounts;
    private final Channels channels;
    private final DeliveryRecorder recorder;
    private final LeasedIds node;
    private final Clock clock;
    private final PipelineObserver observer;
    private final ExecutorService senders;
    private final Semaphore wake = new Semaphore(0);
    private final AtomicInteger inFlight = new AtomicInteger();
    private final ConcurrentHashMap<ChannelAccountId, Integer> perAccount = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::run, "keshu-outbox");
    private volatile boolean closed;

    /** @param senders runs deliveries, up to 128 at once; closed with this */
    public OutboxDispatcher(
            OutboxStore store,
            ChannelAccounts accounts,
            Channels channels,
            DeliveryRecorder recorder,
            LeasedIds node,
            Clock clock,
            PipelineObserver observer,
            ExecutorService senders) {
        this.store = store;
        this.accounts = accounts;
        this.channels = channels;
        this.recorder = recorder;
        this.node = node;
        this.clock = clock;
        this.observer = observer;
        this.senders = senders;
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Whether its thread has not died. */
    public boolean alive() {
        return closed || thread.getState() != Thread.State.TERMINATED;
    }

    /** Something may be due. Returns at once. */
    public void wake() {
        if (wake.availablePermits() == 0) {
            wake.release();
        }
    }

    private void run() {
        boolean away = false;
        while (!closed) {
            try {
                int claimed = dispatch();
                if (away) {
                    away = false;
                    log.info("event=outbox_resumed");
                }
                if (claimed == 0 && wake.tryAcquire(IDLE.toMillis(), TimeUnit.MILLISECONDS)) {
                    wake.drainPermits();
                }
            } catch (InterruptedException e) {
                log.debug("event=outbox_interrupted");
            } catch (RuntimeException e) {
                if (!away) {
                    away = true;
                    log.warn("event=outbox_waiting detail=\"{}\"", e.getMessage());
                }
                pause();
            }
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(IDLE.toMillis());
        } catch (InterruptedException e) {
            log.debug("event=outbox_interrupted");
        }
    }

    private int dispatch() {
        int room = MAX_IN_FLIGHT - inFlight.get();
        if (room <= 0) {
            return 0;
        }
        int share = Math.max(1, Math.min(MAX_PER_ACCOUNT, room / PART));
        ClaimLimit limit = new ClaimLimit(Math.min(room, MAX_PER_ACCOUNT), share, perAccount);
        List<OutboxItem> claimed = store.claimDue(node.node(), clock.instant(), limit);
        for (OutboxItem item : claimed) {
            ChannelAccountId account = item.message().to().account();
            inFlight.incrementAndGet();
            perAccount.merge(account, 1, Integer::sum);
            senders.execute(() -> send(item, account));
        }
        return claimed.size();
    }

    private void send(OutboxItem item, ChannelAccountId account) {
        long began = System.nanoTime();
        try {
            DeliveryResult result = deliver(item);
            observer.delivered(
                    account,
                    result.getClass().getSimpleName().toLowerCase(Locale.ROOT),
                    Duration.ofNanos(System.nanoTime() - began));
            logProblem(item, result);
            recorder.record(item, result);
        } finally {
            perAccount.computeIfPresent(account, (id, count) -> count > 1 ? count - 1 : null);
            inFlight.decrementAndGet();
            wake();
        }
    }

    private DeliveryResult deliver(OutboxItem item) {
        try {
            Optional<ChannelAccount> account = accounts.find(item.message().to().account());
            Optional<Channel> channel =
                    account.filter(ChannelAccount::enabled).flatMap(found -> channels.find(found.type()));
            if (channel.isEmpty()) {
                return new DeliveryResult.Rejected(new DeliveryProblem(
                        DeliveryProblem.Reason.ACCOUNT_DISABLED, "", "The account is switched off"));
            }
            return channel.get().deliver(item.message());
        } catch (RuntimeException e) {
            log.error(
                    "event=delivery_threw message={} traceId={}",
                    item.id(),
                    item.message().context().traceId(),
                    e);
            return new DeliveryResult.Unknown(
                    new DeliveryProblem(DeliveryProblem.Reason.INTERNAL, "", String.valueOf(e.getMessage())));
        }
    }

    private static void logProblem(OutboxItem item, DeliveryResult result) {
        if (!(result instanceof DeliveryResult.Accepted)) {
            log.warn(
                    "event=delivery_problem message={} conversation={} number={} traceId={} result={}",
                    item.id(),
                    item.conversation(),
                    item.number(),
                    item.message().context().traceId(),
                    result);
        }
    }

    /**
     * Ends claims whose sender died: they may have arrived and are not sent again by themselves, unless the channel recognises a
     * second delivery. To be called every few seconds.
     */
    public void sweep() {
        for (OutboxItem item : store.claimedBefore(clock.instant().minus(ABANDONED), MAX_IN_FLIGHT)) {
            boolean idempotent = accounts.find(item.message().to().account())
                    .flatMap(account -> channels.find(account.type()))
                    .filter(channel -> channel.capabilities().contains(ChannelCapability.IDEMPOTENT_SEND))
                    .isPresent();
            DeliveryProblem problem =
                    new DeliveryProblem(DeliveryProblem.Reason.INTERRUPTED, "", "The hub stopped while it was sending");
            DeliveryResult result = idempotent
                    ? new DeliveryResult.RetryLater(Duration.ZERO, problem)
                    : new DeliveryResult.Unknown(problem);
            logProblem(item, result);
            recorder.record(item, result);
        }
    }

    /** How many messages are under way. */
    public int inFlight() {
        return inFlight.get();
    }

    /** Claims nothing more and waits for what is under way. */
    @Override
    public void close() {
        closed = true;
        // Not interrupted, and the senders stay until it has ended: what it has just claimed is still sent, since
        // nobody
        // else would know that it never left.
        wake();
        try {
            thread.join(5_000);
            senders.shutdown();
            if (!senders.awaitTermination(16, TimeUnit.SECONDS)) {
                log.warn("event=outbox_closed_early inFlight={}", inFlight.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
