package io.keshu.domain.signal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Signals within one node. */
public final class InMemorySignalBus implements SignalBus {

    private final List<Consumer<SignalNews>> listeners = new CopyOnWriteArrayList<>();

    @Override
    public void publish(SignalNews news) {
        listeners.forEach(listener -> listener.accept(news));
    }

    @Override
    public Subscription subscribe(Consumer<SignalNews> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
