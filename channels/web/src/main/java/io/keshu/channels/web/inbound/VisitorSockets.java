package io.keshu.channels.web.inbound;

import io.keshu.channels.api.CustomerWatch;
import io.keshu.channels.web.config.WebProperties;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** All sockets of visitors on this node, looked after once a second: who says nothing, who is slow, whose deployment has changed. */
public final class VisitorSockets implements SmartLifecycle {

    private static final int READS_WAITING = 50_000;
    private static final int CLOSERS = 64;
    private static final Logger log = LoggerFactory.getLogger(VisitorSockets.class);

    private final CustomerWatch watch;
    private final WebProperties properties;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> byAddress = new ConcurrentHashMap<>();
    private final Map<String, Integer> byVisitor = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clockwork =
            Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "keshu-visitors"));
    private final ThreadPoolExecutor reads;

    /** Closing waits for the browser: so many at a time, for there may be tens of thousands when the node restarts. */
    private final ThreadPoolExecutor closers = new ThreadPoolExecutor(
            CLOSERS,
            CLOSERS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> daemon(task, "keshu-visitor-close"));

    private final Set<Runnable> waiting = ConcurrentHashMap.newKeySet();

    private volatile boolean running;

    public VisitorSockets(CustomerWatch watch, WebProperties properties) {
        this.watch = watch;
        this.properties = properties;
        AtomicInteger count = new AtomicInteger();
        this.reads = new ThreadPoolExecutor(
                properties.readers(),
                properties.readers(),
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(READS_WAITING),
                task -> daemon(task, "keshu-visitor-read-" + count.getAndIncrement()));
        reads.allowCoreThreadTimeOut(true);
        closers.allowCoreThreadTimeOut(true);
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    Executor reads() {
        return reads;
    }

    /** What has to be done later, briefly. */
    public ScheduledExecutorService clockwork() {
        return clockwork;
    }

    CustomerWatch watch() {
        return watch;
    }

    WebProperties properties() {
        return properties;
    }

    /** @return false if its address has too many */
    boolean add(Connection connection) {
        if (!running) {
            return false;
        }
        if (!count(byAddress, connection.address(), properties.socketsPerAddress())) {
            return false;
        }
        connections.add(connection);
        return true;
    }

    void remove(Connection connection) {
        if (connections.remove(connection)) {
            uncount(byAddress, connection.address());
        }
    }

    /** @return false if this visitor has too many */
    boolean addVisitor(String key) {
        return count(byVisitor, key, properties.socketsPerVisitor());
    }

    void removeVisitor(String key) {
        uncount(byVisitor, key);
    }

    private static boolean count(Map<String, Integer> counts, String key, int most) {
        AtomicBoolean taken = new AtomicBoolean();
        counts.compute(key, (same, known) -> {
            int before = known == null ? 0 : known;
            taken.set(before < most);
            return before < most ? Integer.valueOf(before + 1) : known;
        });
        return taken.get();
    }

    private static void uncount(Map<String, Integer> counts, String key) {
        counts.computeIfPresent(key, (same, known) -> known <= 1 ? null : known - 1);
    }

    /**
     * Remembers a call that waits and was counted among its visitor's connections, like a socket.
     *
     * @param stop ends it when the node stops
     * @return false if the node is stopping
     */
    boolean addWaiting(Runnable stop) {
        waiting.add(stop);
        return running;
    }

    /** Forgets it, once. */
    void removeWaiting(String key, Runnable stop) {
        if (waiting.remove(stop)) {
            removeVisitor(key);
        }
    }

    void closing(Runnable close) {
        if (!closers.isShutdown()) {
            closers.execute(close);
        }
    }

    /** How many visitors' sockets this node has. */
    public int count() {
        return connections.size();
    }

    private void look() {
        for (Connection connection : connections) {
            try {
                connection.look();
            } catch (RuntimeException e) {
                log.warn("event=visitor_look_failed", e);
            }
        }
    }

    @Override
    public void start() {
        running = true;
        Future<?> unused = clockwork.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public void stop() {
        running = false;
        connections.forEach(connection -> connection.close(Connection.RESTARTING, "restarting"));
        waiting.forEach(Runnable::run);
        clockwork.shutdownNow();
        closers.shutdown();
        try {
            if (!closers.awaitTermination(2, TimeUnit.SECONDS)) {
                log.info("event=visitors_left_open");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        reads.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return SmartLifecycle.DEFAULT_PHASE;
    }
}
