package io.keshu.channels.api;

/**
 * A channel that can show a customer that somebody is writing. Declared by {@link ChannelCapability#SIGNAL_TYPING}. Signals are
 * never stored or repeated: one that the provider does not want is no fault.
 */
public interface TypingSignal extends Channel {

    /**
     * Shows it, or takes it back. Called outside lock and transaction; never throws for what a provider answers.
     *
     * @param typing false when the writing stopped without a message
     */
    void typing(ChannelAddress to, boolean typing);
}
