package io.keshu.domain.hint;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Tells listeners at once, on the thread of whoever publishes; several nodes may share a network. */
public final class InMemoryHintBus implements HintBus {

    /** What nodes share. */
    public static final class Network {
        private final List<InMemoryHintBus> nodes = new CopyOnWriteArrayList<>();
        private volatile boolean away;

        public void away(boolean isAway) {
            away = isAway;
        }
    }

    private final List<Consumer<List<Hint>>> listeners = new CopyOnWriteArrayList<>();
    private final Network network;

    public InMemoryHintBus() {
        this(new Network());
    }

    public InMemoryHintBus(Network network) {
        this.network = network;
        network.nodes.add(this);
    }

    @Override
    public void publish(Collection<Hint> hints) {
        Map<Object, Hint> merged = new LinkedHashMap<>();
        hints.forEach(hint -> merged.merge(hint.conversation(), hint, Hint::merge));
        if (merged.isEmpty()) {
            return;
        }
        List<Hint> news = List.copyOf(merged.values());
        for (InMemoryHintBus node : network.nodes) {
            if (node == this || !network.away) {
                node.listeners.forEach(listener -> tell(listener, news));
            }
        }
    }

    private static void tell(Consumer<List<Hint>> listener, List<Hint> news) {
        try {
            listener.accept(news);
        } catch (RuntimeException e) {
            // One listener's failure is not the others'.
            System.getLogger(InMemoryHintBus.class.getName()).log(System.Logger.Level.WARNING, "A listener failed", e);
        }
    }

    @Override
    public Subscription subscribe(Consumer<List<Hint>> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
