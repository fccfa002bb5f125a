package io.keshu.channels.api;

/** A {@link SignalChannel} that shows that somebody is writing, and nothing else. Declared by {@link ChannelCapability#SIGNAL_TYPING}. */
public interface TypingSignal extends SignalChannel {

    /**
     * Shows it, or takes it back. Called outside lock and transaction; never throws for what a provider answers.
     *
     * @param typing false when the writing stopped without a message
     */
    void typing(ChannelAddress to, boolean typing);

    @Override
    default void signal(ChannelAddress to, Signal signal) {
        if (signal instanceof Signal.Typing writing) {
            typing(to, writing.typing());
        }
    }
}
