package io.keshu.channels.api;

/**
 * A channel that can show a customer what goes by. Which signals it shows is declared by {@link ChannelCapability#SIGNAL_TYPING} and
 * {@link ChannelCapability#SIGNAL_READ}. One that the provider does not want is no fault.
 */
public interface SignalChannel extends Channel {

    /** Shows it. Called outside lock and transaction, for declared kinds only; never throws for what a provider answers. */
    void signal(ChannelAddress to, Signal signal);
}
