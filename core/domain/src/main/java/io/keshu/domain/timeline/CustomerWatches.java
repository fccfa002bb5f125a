package io.keshu.domain.timeline;

import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.CustomerWatch;
import io.keshu.channels.api.Signal;
import io.keshu.domain.hint.Hint;
import io.keshu.domain.hint.HintBus;
import io.keshu.domain.lock.Lane;
import io.keshu.domain.signal.SignalBus;
import io.keshu.domain.signal.SignalNews;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The customers whom this node's channels watch, found by the lanes that hints name. Costs nothing for all others. Thread-safe. */
public final class CustomerWatches implements CustomerWatch, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(CustomerWatches.class);

    private final Map<Lane, List<Watching>> watched = new ConcurrentHashMap<>();
    private final SignalBus signals;
    private final HintBus.Subscription hintsEnd;
    private final SignalBus.Subscription signalsEnd;

    public CustomerWatches(HintBus hints, SignalBus signals) {
        this.signals = signals;
        hintsEnd = hints.subscribe(this::hinted);
        signalsEnd = signals.subscribe(this::signalled);
    }

    /** One registration; equal to itself only. */
    private static final class Watching {
        private final ChannelAddress customer;
        private final Watcher watcher;

        Watching(ChannelAddress customer, Watcher watcher) {
            this.customer = customer;
            this.watcher = watcher;
        }
    }

    @Override
    public Registration watch(ChannelAddress customer, Watcher watcher) {
        Lane lane = Lane.of(customer.account(), customer.user());
        Watching watching = new Watching(customer, watcher);
        watched.compute(lane, (unused, known) -> {
            List<Watching> all = known == null ? new CopyOnWriteArrayList<>() : known;
            all.add(watching);
            return all;
        });
        return () -> watched.computeIfPresent(lane, (unused, known) -> {
            known.remove(watching);
            return known.isEmpty() ? null : known;
        });
    }

    @Override
    public void relay(ChannelAddress customer, Signal signal) {
        signals.publish(new SignalNews.ToCustomer(customer, signal));
    }

    private void hinted(List<Hint> hints) {
        if (watched.isEmpty()) {
            return;
        }
        for (Hint hint : hints) {
            Lane lane = hint.lane();
            if (lane != null) {
                tell(lane, watching -> watching.watcher.news());
            }
        }
    }

    private void signalled(SignalNews news) {
        if (news instanceof SignalNews.ToCustomer to) {
            tell(Lane.of(to.customer().account(), to.customer().user()), watching -> {
                if (watching.customer.equals(to.customer())) {
                    watching.watcher.signalled(to.signal());
                }
            });
        }
    }

    private void tell(Lane lane, Consumer<Watching> what) {
        for (Watching watching : watched.getOrDefault(lane, List.of())) {
            try {
                what.accept(watching);
            } catch (RuntimeException e) {
                // One watcher's failure is not the others'.
                log.warn("event=watcher_failed detail=\"{}\"", String.valueOf(e));
            }
        }
    }

    @Override
    public void close() {
        hintsEnd.close();
        signalsEnd.close();
    }
}
