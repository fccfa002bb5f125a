package io.keshu.domain.signal;

import java.util.function.Consumer;

/**
 * Carries signals to all nodes. Best effort: what can't be carried at once is dropped, since it would be out of date. Thread-safe. Local
 * listeners get signals even while the other nodes can't be reached.
 */
public interface SignalBus {

    /** Never throws and does not block on the network. */
    void publish(SignalNews news);

    /** @return ends the subscription when closed */
    Subscription subscribe(Consumer<SignalNews> listener);

    /** A listener's registration. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
