package io.keshu.infra.redis;

import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.hint.Hint;
import io.keshu.domain.hint.HintBus;
import io.keshu.domain.lock.Lane;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.redisson.api.RTopic;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hints over one topic that every node subscribes to once. Local listeners are told at once; for the other nodes hints gather, the last
 * of each conversation winning, while the previous message is under way.
 */
public final class RedisHintBus implements HintBus, AutoCloseable {

    private static final String TOPIC = "keshu:hints";
    private static final int MAX_PER_MESSAGE = 1_000;

    /** Beyond this hints are dropped: whoever missed them catches up when it reconnects or reads. */
    private static final int MAX_WAITING = 50_000;

    private static final long RETRY_MILLIS = 1_000;

    /** For how long after Redis came back hints are kept to be told once more: other nodes may have come back to it later. */
    private static final long REPEAT_MILLIS = 5_000;

    private static final Logger log = LoggerFactory.getLogger(RedisHintBus.class);

    private final RTopic topic;
    private final String node = UUID.randomUUID().toString();
    private final List<Consumer<List<Hint>>> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Map<ConversationId, Hint> waiting = new LinkedHashMap<>();
    private final Thread thread = new Thread(this::run, "keshu-hints");
    private volatile boolean closed;

    /** Of the publishing thread only: what was told since Redis came back, and until when it is kept; zero if it never was away. */
    private final Map<ConversationId, Hint> again = new LinkedHashMap<>();

    private long repeatAt;
    private boolean subscribed;

    public RedisHintBus(RedissonClient redisson) {
        this.topic = redisson.getTopic(TOPIC, StringCodec.INSTANCE);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void publish(Collection<Hint> hints) {
        if (hints.isEmpty()) {
            return;
        }
        tellListeners(List.copyOf(hints));
        await(hints);
    }

    private void await(Collection<Hint> hints) {
        lock.lock();
        try {
            gather(hints, waiting);
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    private static void gather(Collection<Hint> hints, Map<ConversationId, Hint> into) {
        for (Hint hint : hints) {
            if (into.size() < MAX_WAITING || into.containsKey(hint.conversation())) {
                into.merge(hint.conversation(), hint, Hint::merge);
            }
        }
    }

    private void tellListeners(List<Hint> hints) {
        for (Consumer<List<Hint>> listener : listeners) {
            try {
                listener.accept(hints);
            } catch (RuntimeException e) {
                log.warn("event=hint_listener_failed detail=\"{}\"", e.getMessage());
            }
        }
    }

    @Override
    public Subscription subscribe(Consumer<List<Hint>> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void run() {
        boolean failing = false;
        while (!closed) {
            List<Hint> taken = List.of();
            try {
                if (!subscribed) {
                    topic.addListener(String.class, (channel, message) -> received(message));
                    subscribed = true;
                }
                taken = take();
                topic.publish(encode(taken));
                if (failing) {
                    failing = false;
                    repeatAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(REPEAT_MILLIS);
                    log.info("event=hints_resumed");
                }
                if (repeatAt != 0) {
                    gather(taken, again);
                }
            } catch (InterruptedException e) {
                log.debug("event=hints_interrupted");
            } catch (RuntimeException e) {
                await(taken);
                if (!failing && !closed) {
                    failing = true;
                    log.warn("event=hints_local_only detail=\"{}\"", e.getMessage());
                }
                pause();
            }
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        } catch (InterruptedException e) {
            log.debug("event=hints_interrupted");
        }
    }

    private List<Hint> take() throws InterruptedException {
        lock.lock();
        try {
            while (waiting.isEmpty() || repeatIsDue()) {
                if (repeatIsDue()) {
                    gather(again.values(), waiting);
                    again.clear();
                    repeatAt = 0;
                } else if (repeatAt == 0) {
                    news.await();
                } else {
                    long unused = news.awaitNanos(repeatAt - System.nanoTime());
                }
            }
            List<Hint> taken = new ArrayList<>(Math.min(waiting.size(), MAX_PER_MESSAGE));
            var entries = waiting.values().iterator();
            while (entries.hasNext() && taken.size() < MAX_PER_MESSAGE) {
                taken.add(entries.next());
                entries.remove();
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private boolean repeatIsDue() {
        return repeatAt != 0 && System.nanoTime() - repeatAt >= 0;
    }

    private String encode(List<Hint> hints) {
        StringBuilder text = new StringBuilder(node);
        for (Hint hint : hints) {
            text.append(' ')
                    .append(hint.conversation().value())
                    .append(',')
                    .append(hint.lastNumber())
                    .append(',')
                    .append(hint.touched());
            Lane lane = hint.lane();
            if (lane != null) {
                text.append(',').append(lane.value());
            }
        }
        return text.toString();
    }

    private void received(String message) {
        String[] parts = message.split(" ", -1);
        if (parts[0].equals(node)) {
            return;
        }
        List<Hint> hints = new ArrayList<>(parts.length - 1);
        try {
            for (int i = 1; i < parts.length; i++) {
                String[] numbers = parts[i].split(",", -1);
                hints.add(new Hint(
                        new ConversationId(Long.parseLong(numbers[0])),
                        Integer.parseInt(numbers[1]),
                        Integer.parseInt(numbers[2]),
                        numbers.length > 3 ? new Lane(Long.parseLong(numbers[3])) : null));
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            log.warn("event=hint_unreadable detail=\"{}\"", e.getMessage());
            return;
        }
        tellListeners(hints);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
