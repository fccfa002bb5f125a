package io.keshu.console.socket;

import io.keshu.console.session.SessionEnded;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.hint.Hint;
import io.keshu.domain.hint.HintBus;
import io.keshu.domain.ops.HubHealth;
import io.keshu.domain.signal.SignalBus;
import io.keshu.domain.signal.SignalNews;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.session.SessionRepository;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;

/**
 * All browsers of this node. Hints are gathered for {@value #GATHER_MILLIS} ms and then told to all, so that a busy hub costs frames by
 * the browser, not by the message.
 */
@Component
final class AgentSockets implements SmartLifecycle {

    static final CloseStatus SESSION_ENDED = new CloseStatus(4001, "session ended");
    static final CloseStatus SLOW_READER = new CloseStatus(4002, "slow reader");
    static final CloseStatus RESTARTING = new CloseStatus(1012, "restarting");

    private static final long GATHER_MILLIS = 20;
    private static final long SESSION_CHECK_SECONDS = 15;
    private static final Logger log = LoggerFactory.getLogger(AgentSockets.class);

    private final HintBus bus;
    private final SignalBus signals;
    private final HubHealth health;
    private final SessionRepository<?> sessions;
    private final Counter slowReaders;
    private final Set<AgentSocket> sockets = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clockwork =
            Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "keshu-sockets"));

    /** Closing waits for the browser. */
    private final ExecutorService closers = Executors.newCachedThreadPool(task -> daemon(task, "keshu-socket-close"));

    private final Object lock = new Object();
    private Map<ConversationId, Hint> gathered = new LinkedHashMap<>();
    private HintBus.@Nullable Subscription subscription;
    private SignalBus.@Nullable Subscription signalled;
    private volatile boolean degraded;
    private volatile boolean running;

    AgentSockets(
            HintBus bus, SignalBus signals, HubHealth health, SessionRepository<?> sessions, MeterRegistry registry) {
        this.bus = bus;
        this.signals = signals;
        this.health = health;
        this.sessions = sessions;
        this.slowReaders = Counter.builder("keshu.sockets.slow")
                .description("Browsers that were closed because they did not keep up")
                .register(registry);
        Gauge.builder("keshu.sockets", sockets, Collection::size)
                .description("Browsers connected to this node")
                .register(registry);
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Takes a browser in and greets it. */
    AgentSocket open(Outlet outlet, String sessionId, String hello) {
        SlowReader slow = new SlowReader();
        AgentSocket socket = new AgentSocket(outlet, sessionId, System::nanoTime, slow);
        slow.socket = socket;
        sockets.add(socket);
        socket.send(hello);
        socket.send(status(degraded));
        if (!running) {
            close(socket, RESTARTING);
        }
        return socket;
    }

    void closed(AgentSocket socket) {
        socket.end();
        sockets.remove(socket);
    }

    private void close(AgentSocket socket, CloseStatus status) {
        closed(socket);
        closers.execute(() -> socket.outlet().close(status));
    }

    private final class SlowReader implements Runnable {
        private volatile @Nullable AgentSocket socket;

        @Override
        public void run() {
            AgentSocket slow = socket;
            if (slow != null) {
                slowReaders.increment();
                close(slow, SLOW_READER);
            }
        }
    }

    private void gather(List<Hint> hints) {
        synchronized (lock) {
            boolean first = gathered.isEmpty();
            for (Hint hint : hints) {
                gathered.merge(hint.conversation(), hint, Hint::merge);
            }
            if (!first || hints.isEmpty() || clockwork.isShutdown()) {
                return;
            }
        }
        Future<?> unused = clockwork.schedule(this::tell, GATHER_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tell() {
        Map<ConversationId, Hint> news;
        synchronized (lock) {
            news = gathered;
            gathered = new LinkedHashMap<>();
        }
        if (sockets.isEmpty()) {
            return;
        }
        List<HintItem> items = news.values().stream().map(HintItem::of).toList();
        String shared = HintItem.frame(items);
        for (AgentSocket socket : sockets) {
            socket.offer(items, shared);
        }
    }

    /** Signals are for those who look at the conversation, and only while they do. */
    private void show(SignalNews news) {
        if (news instanceof SignalNews.ToAgents to) {
            String frame = SignalFrame.of(to);
            for (AgentSocket socket : sockets) {
                if (to.conversation().equals(socket.looksAt())) {
                    socket.send(frame);
                }
            }
        }
    }

    private void checkPaceAndHealth() {
        try {
            sockets.forEach(AgentSocket::checkPace);
            boolean now = health.degraded();
            if (now != degraded) {
                degraded = now;
                sockets.forEach(socket -> socket.send(status(now)));
            }
        } catch (RuntimeException e) {
            log.warn("event=sockets_check_failed detail=\"{}\"", String.valueOf(e));
        }
    }

    private static String status(boolean degraded) {
        return "{\"type\":\"status\",\"degraded\":" + degraded + "}";
    }

    /** Ends the sockets whose session is over on any node. While the sessions can't be read, all stay. */
    void checkSessions() {
        Map<String, List<AgentSocket>> bySession = new HashMap<>();
        for (AgentSocket socket : sockets) {
            bySession
                    .computeIfAbsent(socket.sessionId(), unused -> new ArrayList<>())
                    .add(socket);
        }
        try {
            bySession.forEach((session, open) -> {
                if (sessions.findById(session) == null) {
                    open.forEach(socket -> close(socket, SESSION_ENDED));
                }
            });
        } catch (DataAccessException e) {
            log.debug("event=sockets_sessions_unknown detail=\"{}\"", e.getMessage());
        } catch (RuntimeException e) {
            log.warn("event=sockets_sessions_unknown detail=\"{}\"", String.valueOf(e));
        }
    }

    @EventListener
    void sessionEnded(SessionEnded event) {
        for (AgentSocket socket : sockets) {
            if (socket.sessionId().equals(event.sessionId())) {
                close(socket, SESSION_ENDED);
            }
        }
    }

    @Override
    public void start() {
        running = true;
        subscription = bus.subscribe(this::gather);
        signalled = signals.subscribe(this::show);
        Future<?> unused = clockwork.scheduleWithFixedDelay(this::checkPaceAndHealth, 1, 1, TimeUnit.SECONDS);
        unused = clockwork.scheduleWithFixedDelay(
                () -> closers.execute(this::checkSessions),
                SESSION_CHECK_SECONDS,
                SESSION_CHECK_SECONDS,
                TimeUnit.SECONDS);
    }

    @Override
    public void stop() {
        running = false;
        HintBus.Subscription current = subscription;
        if (current != null) {
            current.close();
        }
        SignalBus.Subscription shown = signalled;
        if (shown != null) {
            shown.close();
        }
        clockwork.shutdownNow();
        for (AgentSocket socket : sockets) {
            close(socket, RESTARTING);
        }
        closers.shutdown();
        try {
            if (!closers.awaitTermination(2, TimeUnit.SECONDS)) {
                log.info("event=sockets_left_open");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** The last to start and the first to stop: browsers go to another node while this one finishes its calls. */
    @Override
    public int getPhase() {
        return SmartLifecycle.DEFAULT_PHASE;
    }
}
