package io.keshu.channels.api;

/** What became of something that a provider was asked for other than carrying a message. */
public sealed interface ProviderAnswer<T> {

    /** The provider did it, or answered with this. */
    record Given<T>(T value) implements ProviderAnswer<T> {}

    /** It was not done; with {@link ProviderProblem.Reason#NO_CLEAR_ANSWER} it may have been. */
    record Failed<T>(ProviderProblem problem) implements ProviderAnswer<T> {}
}
