package io.keshu.channels.sms.client;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.sms.client.SmppLink.Way;
import io.keshu.channels.sms.config.SmppSettings;
import io.keshu.channels.sms.config.SmsProperties;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * This node's binds. A message leaves by the bind that serves its account where this node has that; elsewhere by a transmitter of the
 * node's own, bound when it is needed and let go when it isn't. Thread-safe.
 */
public final class SmppLinks implements AutoCloseable {

    private final SmsProperties properties;
    private final Map<ChannelAccountId, Serving> serving = new ConcurrentHashMap<>();
    private final Map<ChannelAccountId, Own> own = new ConcurrentHashMap<>();
    private final ScheduledExecutorService sweep = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "keshu-smpp-idle");
        thread.setDaemon(true);
        return thread;
    });

    public SmppLinks(SmsProperties properties) {
        this.properties = properties;
        long every = Math.max(1, properties.idle().toMillis() / 2);
        Future<?> unused = sweep.scheduleWithFixedDelay(this::letGo, every, every, TimeUnit.MILLISECONDS);
    }

    /** A transmitter of this node's own, and the lock under which it is bound. */
    private static final class Own {
        private final ReentrantLock binding = new ReentrantLock();
        private @Nullable SmppLink link;
        private long version;
        private volatile long used;
    }

    /** The binds of an account that is served here. */
    public final class Serving implements AutoCloseable {
        private final ChannelAccountId account;
        private final SmppLink receiving;
        private final SmppLink sending;

        private Serving(ChannelAccountId account, SmppLink receiving, SmppLink sending) {
            this.account = account;
            this.receiving = receiving;
            this.sending = sending;
        }

        public boolean bound() {
            return receiving.bound() && sending.bound();
        }

        /** Ends it at once. Doesn't block. */
        public void cut() {
            receiving.cut();
            sending.cut();
        }

        @Override
        public void close() {
            serving.remove(account, this);
            receiving.close();
            if (sending != receiving) {
                sending.close();
            }
        }
    }

    /**
     * Binds for serving an account.
     *
     * @throws BindFailure if that could not be done
     */
    public Serving serve(ChannelAccount account, Inbox inbox) throws BindFailure {
        SmppSettings settings = SmppSettings.of(account);
        drop(account.id());
        SmppLink receiving = SmppLink.open(settings, settings.pair() ? Way.RECEIVING : Way.BOTH, inbox, properties);
        SmppLink sending = receiving;
        if (settings.pair()) {
            try {
                sending = SmppLink.open(settings, Way.SENDING, null, properties);
            } catch (BindFailure e) {
                receiving.close();
                throw e;
            }
        }
        Serving bound = new Serving(account.id(), receiving, sending);
        serving.put(account.id(), bound);
        return bound;
    }

    /**
     * A bind that messages of the account can leave by.
     *
     * @throws BindFailure if there is none and none could be had
     */
    public SmppLink sending(ChannelAccount account) throws BindFailure {
        Serving here = serving.get(account.id());
        if (here != null && here.sending.bound()) {
            return here.sending;
        }
        SmppSettings settings = SmppSettings.of(account);
        if (!settings.everyNode()) {
            throw new BindFailure(
                    BindFailure.Kind.BOUND_ELSEWHERE,
                    "",
                    "Only the node that receives may send",
                    new IllegalStateException("Not bound here"));
        }
        Own mine = own.computeIfAbsent(account.id(), id -> new Own());
        mine.binding.lock();
        try {
            SmppLink link = mine.link;
            if (link == null || !link.bound() || mine.version != account.version()) {
                if (link != null) {
                    link.close();
                }
                mine.link = null;
                link = SmppLink.open(settings, Way.SENDING, null, properties);
                mine.link = link;
                mine.version = account.version();
            }
            mine.used = System.nanoTime();
            return link;
        } finally {
            mine.binding.unlock();
        }
    }

    /**
     * Tries whether these settings bind.
     *
     * @throws BindFailure if they don't
     */
    public void check(SmppSettings settings) throws BindFailure {
        SmppLink.open(settings, Way.SENDING, null, properties).close();
    }

    private void letGo() {
        long now = System.nanoTime();
        own.forEach((account, mine) -> {
            if (now - mine.used > properties.idle().toNanos()) {
                drop(account);
            }
        });
    }

    private void drop(ChannelAccountId account) {
        Own mine = own.get(account);
        if (mine != null) {
            mine.binding.lock();
            try {
                if (mine.link != null) {
                    mine.link.close();
                    mine.link = null;
                }
            } finally {
                mine.binding.unlock();
            }
        }
    }

    @Override
    public void close() {
        sweep.shutdownNow();
        own.keySet().forEach(this::drop);
        serving.values().forEach(Serving::cut);
    }
}
