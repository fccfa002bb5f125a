package io.keshu.infra.redis;

import io.keshu.domain.signal.SignalBus;
import io.keshu.domain.signal.SignalNews;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.redisson.api.RTopic;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signals over one topic that every node subscribes to once. While Redis is away only this node is told. */
public final class RedisSignalBus implements SignalBus, AutoCloseable {

    private static final String TOPIC = "keshu:signals";

    /** Beyond this signals are dropped: by the time they left they would be out of date. */
    private static final int MAX_WAITING = 2_000;

    private static final long RETRY_MILLIS = 1_000;
    private static final Logger log = LoggerFactory.getLogger(RedisSignalBus.class);

    private final RTopic topic;
    private final String node = UUID.randomUUID().toString();
    private final List<Consumer<SignalNews>> listeners = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private final Thread thread = new Thread(this::run, "keshu-signals");
    private volatile boolean closed;

    public RedisSignalBus(RedissonClient redisson) {
        this.topic = redisson.getTopic(TOPIC, StringCodec.INSTANCE);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void publish(SignalNews news) {
        tell(news);
        if (!waiting.offer(node + '\n' + SignalText.write(news))) {
            log.debug("event=signal_dropped");
        }
    }

    private void tell(SignalNews news) {
        for (Consumer<SignalNews> listener : listeners) {
            try {
                listener.accept(news);
            } catch (RuntimeException e) {
                log.warn("event=signal_listener_failed detail=\"{}\"", String.valueOf(e));
            }
        }
    }

    @Override
    public Subscription subscribe(Consumer<SignalNews> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void run() {
        boolean subscribed = false;
        while (!closed) {
            try {
                if (!subscribed) {
                    topic.addListener(String.class, (channel, message) -> received(message));
                    subscribed = true;
                }
                topic.publish(waiting.take());
            } catch (InterruptedException e) {
                log.debug("event=signals_interrupted");
            } catch (RuntimeException e) {
                log.debug("event=signals_local_only detail=\"{}\"", e.getMessage());
                waiting.clear();
                pause();
            }
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        } catch (InterruptedException e) {
            log.debug("event=signals_interrupted");
        }
    }

    private void received(String message) {
        int end = message.indexOf('\n');
        if (end < 0 || message.substring(0, end).equals(node)) {
            return;
        }
        SignalText.read(message.substring(end + 1))
                .ifPresentOrElse(this::tell, () -> log.warn("event=signal_unreadable"));
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
