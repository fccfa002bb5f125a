package io.keshu.channels.sandbox.push;

import io.keshu.channels.sandbox.fault.Faults;
import io.keshu.channels.sandbox.fault.PushFault;
import io.keshu.channels.sandbox.journal.Delivered;
import io.keshu.channels.sandbox.journal.Journal;
import io.keshu.channels.sandbox.journal.Pushed;
import io.keshu.channels.sandbox.journal.Pushed.Try;
import io.keshu.channels.sandbox.world.Account;
import io.keshu.channels.sandbox.world.Follower;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells accounts what their followers do. What one follower does is told in the order in which she did it: the next push starts when the
 * first try of the one before has ended; a push that must be tried again holds up nobody, as with WeChat. Thread-safe.
 */
public final class Pusher implements AutoCloseable {

    private static final PushFault NOTHING = PushFault.none();

    private final PushSettings settings;
    private final Faults faults;
    private final Journal journal;
    private final Clock clock;
    private final ScheduledThreadPoolExecutor timer;
    private final Lanes lanes;
    private final Shuffle shuffle;
    private final Postman postman;
    private final AtomicLong pending = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    public Pusher(PushSettings settings, Faults faults, Journal journal, Clock clock) {
        this.settings = settings;
        this.faults = faults;
        this.journal = journal;
        this.clock = clock;
        this.timer = new ScheduledThreadPoolExecutor(
                1,
                work -> {
                    Thread thread = new Thread(work, "sandbox-push");
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
        this.lanes = new Lanes(settings.inFlight(), timer);
        this.shuffle = new Shuffle(settings.seed(), timer);
        this.postman = new Postman(settings.deadline(), clock);
    }

    /** Tells the account, by and by. */
    public void push(Account account, Follower follower, PushMessage message) {
        Push push = new Push(account, follower, message);
        Optional<PushFault> struck = faults.forPush(push.appId());
        PushFault fault = struck.orElse(NOTHING);
        List<Runnable> leaving = new ArrayList<>();
        for (int copy = 0; copy <= fault.duplicates(); copy++) {
            Delivery delivery = new Delivery(push, copy, fault.drop(), clock.instant());
            pending.incrementAndGet();
            // Copies wait for nobody: what arrives twice at once is what they are for.
            String lane = copy == 0 ? push.appId() + ' ' + follower.openid() : null;
            leaving.add(() -> lanes.submit(lane, () -> attempt(delivery)));
        }
        if (struck.isPresent()) {
            after(fault.delayMs(), () -> release(push, fault, leaving));
        } else {
            leaving.forEach(Runnable::run);
        }
    }

    private void release(Push push, PushFault fault, List<Runnable> leaving) {
        if (fault.reorder() > 1) {
            shuffle.add(push.appId(), fault.reorder(), leaving);
        } else {
            leaving.forEach(Runnable::run);
        }
    }

    private void after(long ms, Runnable work) {
        if (ms == 0) {
            work.run();
        } else {
            var unused = timer.schedule(work, ms, TimeUnit.MILLISECONDS);
        }
    }

    private CompletionStage<?> attempt(Delivery delivery) {
        Instant at = clock.instant();
        long started = System.nanoTime();
        return postman.carry(delivery).thenAccept(outcome -> {
            long ms = (System.nanoTime() - started) / 1_000_000;
            delivery.tried(new Try(at, ms, outcome.status(), outcome.result()));
            if (outcome.taken()) {
                taken(delivery, outcome);
            } else if (delivery.tries().size() < settings.tries()) {
                long wait = Math.max(1, settings.interval().toMillis() - ms);
                after(wait, () -> lanes.submit(null, () -> attempt(delivery)));
            } else {
                givenUp(delivery);
            }
        });
    }

    private void taken(Delivery delivery, Postman.Outcome outcome) {
        Push push = delivery.push();
        ReplyContent reply = outcome.reply();
        if (reply != null && push.firstReply()) {
            Instant now = clock.instant();
            String openid = push.follower().openid();
            push.follower().receivePassively(reply.type(), reply.words(), now);
            journal.add(seq ->
                    new Delivered(seq, now, push.appId(), openid, push.message().msgId(), reply.words(), "passive"));
        }
        record(delivery, reply == null ? "acknowledged" : "replied");
        acknowledged.incrementAndGet();
        pending.decrementAndGet();
    }

    private void givenUp(Delivery delivery) {
        if (delivery.copy() == 0) {
            delivery.push().follower().notice(clock.instant());
        }
        record(delivery, "failed");
        failed.incrementAndGet();
        pending.decrementAndGet();
    }

    private void record(Delivery delivery, String outcome) {
        PushMessage message = delivery.push().message();
        journal.add(seq -> new Pushed(
                seq,
                delivery.due(),
                delivery.push().appId(),
                message.openid(),
                message.type(),
                message.msgId(),
                message.text(),
                delivery.copy(),
                outcome,
                delivery.tries()));
    }

    /**
     * How many tries are on their way at once, over all accounts; 1 makes them go one after another.
     *
     * @throws IllegalArgumentException if that is less than 1
     */
    public void inFlight(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("At least one try must be on its way");
        }
        lanes.limit(most);
    }

    /** How far it is. */
    public PushState state() {
        return new PushState(pending.get(), acknowledged.get(), failed.get());
    }

    /** Asks an account's server whether it is one, as WeChat does before it takes an address. */
    public AddressCheck check(Account account) {
        return postman.check(account.settings());
    }

    /** Tells nobody anything any more. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
