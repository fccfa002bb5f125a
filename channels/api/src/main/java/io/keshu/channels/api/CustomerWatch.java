package io.keshu.channels.api;

/** Tells channels on every node what is new for customers who are connected, by whichever node. Best effort. Thread-safe. */
public interface CustomerWatch {

    /** @return ends the watching when closed */
    Registration watch(ChannelAddress customer, Watcher watcher);

    /** Hands a signal to whoever watches this customer, on any node. Never throws and does not block on the network. */
    void relay(ChannelAddress customer, Signal signal);

    /** Called on threads of the hub's: it must not block. */
    interface Watcher {

        /** Her timeline has, or may have, news: the watcher reads it from its own cursor. */
        void news();

        /** Somebody signals to her. */
        void signalled(Signal signal);
    }

    /** A watcher's registration. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
