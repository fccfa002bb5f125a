package io.keshu.domain.hint;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * Carries hints to all nodes. Best effort: hints may be lost, doubled or late, since consoles catch up by comparing numbers.
 * Thread-safe. Local listeners get their hints even while the other nodes can't be reached.
 */
public interface HintBus {

    /** Never throws and does not block on the network. */
    void publish(Collection<Hint> hints);

    /** @return ends the subscription when closed */
    Subscription subscribe(Consumer<List<Hint>> listener);

    /** A listener's registration. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
