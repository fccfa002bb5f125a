package io.keshu.channels.api;

/** Where channels hand in what customers signal. Thread-safe. */
public interface SignalSink {

    /**
     * Tells the agents. How far a customer has read is remembered; everything else is gone when it was shown.
     *
     * @throws AcceptFailedException if the store can't be asked; the signal is lost then
     */
    void signal(ChannelAddress from, Signal signal);
}
