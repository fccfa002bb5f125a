package io.keshu.domain.inbound;

import io.keshu.channels.api.AcceptFailedException;
import io.keshu.channels.api.Acceptance;
import io.keshu.channels.api.InboundEnvelope;
import io.keshu.domain.id.IdGenerator;
import io.keshu.domain.lock.Lane;
import io.keshu.domain.store.KeyTakenException;
import io.keshu.domain.store.RefusedByStoreException;
import io.keshu.domain.store.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores what arrives in groups: a group is what queued up while the one before was being committed, so nobody lingers. Every accept
 * gets its own result; a group that fails is taken apart until each has one. One thread owns an instance, and a lane always comes to the
 * same instance, so that ids within a lane follow arrival.
 */
final class GroupCommit implements Runnable {

    /** Rows of one transaction at most; beyond this, latency grows faster than throughput. */
    static final int MAX_GROUP = 256;

    /** For how long accepts fail at once after the store was found away, before one of them asks again. */
    static final Duration AWAY = Duration.ofMillis(200);

    /** How often an idle thread looks whether it is to end. */
    private static final Duration LOOK = Duration.ofMillis(200);

    private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);

    /** No thread waits with an accept, so that nothing else would keep a store that hangs from filling the memory. */
    static final int MAX_WAITING = 20_000;

    private final LinkedBlockingQueue<Waiter> queue = new LinkedBlockingQueue<>(MAX_WAITING);
    private final InboundStore store;
    private final IdGenerator ids;
    private final Consumer<List<WaitingInbound>> committed;
    private volatile boolean closed;
    private long awayUntil = System.nanoTime();

    /** @param committed told of new rows after they are durable, before their senders are */
    GroupCommit(InboundStore store, IdGenerator ids, Consumer<List<WaitingInbound>> committed) {
        this.store = store;
        this.ids = ids;
        this.committed = committed;
    }

    /** One accept that waits for its result. */
    static final class Waiter {
        final InboundEnvelope envelope;
        final Lane lane;
        final String traceId;
        final Instant receivedAt;
        final CompletableFuture<Stored> result = new CompletableFuture<>();
        long id;

        Waiter(InboundEnvelope envelope, Lane lane, String traceId, Instant receivedAt) {
            this.envelope = envelope;
            this.lane = lane;
            this.traceId = traceId;
            this.receivedAt = receivedAt;
        }

        InboundKey key() {
            return new InboundKey(envelope.account(), envelope.id());
        }

        WaitingInbound row() {
            return new WaitingInbound(id, lane, envelope, traceId, receivedAt);
        }
    }

    /** Under which id a message is stored, and whether by this delivery. */
    record Stored(Acceptance.Kind kind, long id) {}

    void submit(Waiter waiter) {
        if (!queue.offer(waiter)) {
            waiter.result.completeExceptionally(new AcceptFailedException("Too many messages wait to be stored"));
        } else if (closed) {
            // The thread may have looked at the queue for the last time already.
            waiter.result.completeExceptionally(new AcceptFailedException("The hub is stopping"));
        }
    }

    /** Lets the thread finish what is queued and end. It is not interrupted, since that would end a commit with an error. */
    void close() {
        closed = true;
    }

    @Override
    public void run() {
        List<Waiter> group = new ArrayList<>(MAX_GROUP);
        while (true) {
            group.clear();
            if (closed && queue.isEmpty()) {
                return;
            }
            try {
                Waiter first = queue.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                if (first == null) {
                    continue;
                }
                group.add(first);
            } catch (InterruptedException e) {
                log.debug("event=accept_interrupted");
                continue;
            }
            queue.drainTo(group, MAX_GROUP - 1);
            try {
                commit(group);
            } catch (RuntimeException e) {
                log.error("event=accept_failed reason=unexpected messages={}", group.size(), e);
                fail(group, e);
            }
        }
    }

    private void commit(List<Waiter> group) {
        if (System.nanoTime() - awayUntil < 0) {
            fail(group, new StoreUnavailableException("The store was away a moment ago"));
            return;
        }
        Map<InboundKey, Waiter> firsts = new HashMap<>(group.size() * 2);
        List<Waiter> twins = new ArrayList<>(0);
        List<Waiter> fresh = new ArrayList<>(group.size());
        for (Waiter waiter : group) {
            if (firsts.putIfAbsent(waiter.key(), waiter) == null) {
                fresh.add(waiter);
            } else {
                twins.add(waiter);
            }
        }
        try {
            for (Waiter waiter : fresh) {
                waiter.id = ids.next();
            }
            store(fresh);
        } catch (StoreUnavailableException e) {
            awayUntil = System.nanoTime() + AWAY.toNanos();
            log.warn(
                    "event=accept_failed reason=store_unavailable messages={} detail=\"{}\"",
                    group.size(),
                    e.getMessage());
            fail(fresh, e);
        }
        for (Waiter twin : twins) {
            follow(twin, firsts.get(twin.key()));
        }
    }

    private static void follow(Waiter twin, @Nullable Waiter first) {
        if (first == null) {
            throw new IllegalStateException("A twin without its first");
        }
        CompletableFuture<Stored> unused = first.result.whenComplete((stored, failure) -> {
            if (failure != null) {
                twin.result.completeExceptionally(failure);
            } else {
                twin.result.complete(new Stored(Acceptance.Kind.DUPLICATE, stored.id()));
            }
        });
    }

    private void store(List<Waiter> waiters) {
        List<Waiter> rest = waiters;
        while (!rest.isEmpty()) {
            List<WaitingInbound> rows = rest.stream().map(Waiter::row).toList();
            try {
                store.insert(rows);
            } catch (KeyTakenException e) {
                rest = withoutDuplicates(rest);
                continue;
            } catch (StoreUnavailableException e) {
                throw e;
            } catch (RuntimeException e) {
                // Refused, or an error that nobody foresaw: whichever row brought it about is to fail alone.
                split(rest, e);
                return;
            }
            committed.accept(rows);
            for (Waiter waiter : rest) {
                waiter.result.complete(new Stored(Acceptance.Kind.NEW, waiter.id));
            }
            return;
        }
    }

    private List<Waiter> withoutDuplicates(List<Waiter> waiters) {
        Map<InboundKey, Long> known =
                store.findKeys(waiters.stream().map(Waiter::key).toList());
        List<Waiter> rest = new ArrayList<>(waiters.size());
        for (Waiter waiter : waiters) {
            Long id = known.get(waiter.key());
            if (id == null) {
                rest.add(waiter);
            } else {
                waiter.result.complete(new Stored(Acceptance.Kind.DUPLICATE, id));
            }
        }
        // None found although a key was taken: the other transaction isn't visible yet, or another key clashed. Take
        // the group apart.
        if (rest.size() == waiters.size()) {
            split(rest, new RefusedByStoreException("A key is taken that can't be read"));
            return List.of();
        }
        return rest;
    }

    private void split(List<Waiter> waiters, RuntimeException cause) {
        if (waiters.size() == 1) {
            Waiter waiter = waiters.get(0);
            log.warn(
                    "event=accept_failed reason=refused account={} externalId={} traceId={} detail=\"{}\"",
                    waiter.envelope.account(),
                    waiter.envelope.id(),
                    waiter.traceId,
                    cause.getMessage());
            fail(waiters, cause);
            return;
        }
        int half = waiters.size() / 2;
        storeOrFail(waiters.subList(0, half));
        storeOrFail(waiters.subList(half, waiters.size()));
    }

    private void storeOrFail(List<Waiter> half) {
        try {
            store(half);
        } catch (StoreUnavailableException e) {
            fail(half, e);
        }
    }

    private static void fail(List<Waiter> waiters, RuntimeException cause) {
        for (Waiter waiter : waiters) {
            waiter.result.completeExceptionally(new AcceptFailedException("Not stored: " + cause.getMessage(), cause));
        }
    }

    int depth() {
        return queue.size();
    }
}
