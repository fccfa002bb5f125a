package io.keshu.channels.weixin.client;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RedissonClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Redis for what nodes share, without ever depending on it. A question that is not answered soon counts as Redis being away; then
 * nobody asks for a while, and after that one caller tries. The questions run on a thread of their own, since Redisson's time-outs are the
 * hub's, not those of a message on its way. Thread-safe.
 */
public final class SharedStore implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMillis(300);
    private static final int MAX_WAITING = 200;
    private static final Logger log = LoggerFactory.getLogger(SharedStore.class);

    private final @Nullable RedissonClient redisson;
    private final long pauseNanos;
    private final ThreadPoolExecutor asking;
    private final AtomicLong awayUntil = new AtomicLong();
    private volatile boolean away;

    /** @param redisson null if the hub has none: then every answer is empty */
    public SharedStore(@Nullable RedissonClient redisson, Duration pause) {
        this.redisson = redisson;
        this.pauseNanos = pause.toNanos();
        this.asking =
                new ThreadPoolExecutor(2, 2, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(MAX_WAITING), work -> {
                    Thread thread = new Thread(work, "weixin-shared-tokens");
                    thread.setDaemon(true);
                    return thread;
                });
        asking.allowCoreThreadTimeOut(true);
    }

    public @Nullable RedissonClient redisson() {
        return redisson;
    }

    /** The answer, or empty if Redis is away or the answer is null. */
    <T> Optional<T> ask(Supplier<@Nullable T> question) {
        if (redisson == null || !mayAsk()) {
            return Optional.empty();
        }
        Future<@Nullable T> answer;
        try {
            answer = asking.submit(question::get);
        } catch (RejectedExecutionException e) {
            return Optional.empty();
        }
        try {
            T value = answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            back();
            return Optional.ofNullable(value);
        } catch (TimeoutException e) {
            answer.cancel(true);
            gone("no answer in " + PATIENCE.toMillis() + " ms");
        } catch (ExecutionException e) {
            gone(String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private boolean mayAsk() {
        if (!away) {
            return true;
        }
        long until = awayUntil.get();
        long now = System.nanoTime();
        // Whoever moves the time is the one that tries.
        return now - until >= 0 && awayUntil.compareAndSet(until, now + pauseNanos);
    }

    private void gone(String detail) {
        awayUntil.set(System.nanoTime() + pauseNanos);
        if (!away) {
            away = true;
            log.warn("event=weixin_shared_tokens_away detail=\"{}\"", detail);
        }
    }

    private void back() {
        if (away) {
            away = false;
            log.info("event=weixin_shared_tokens_back");
        }
    }

    @Override
    public void close() {
        asking.shutdownNow();
    }
}
