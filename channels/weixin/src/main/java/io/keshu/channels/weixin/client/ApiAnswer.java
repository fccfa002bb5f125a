package io.keshu.channels.weixin.client;

/** What became of one call that asks or changes something other than a message. */
public sealed interface ApiAnswer<T> {

    /** WeChat did it, or answered with this. */
    record Given<T>(T value) implements ApiAnswer<T> {}

    /** @param outcome {@link SendOutcome.Refused}, {@link SendOutcome.NotSent} or {@link SendOutcome.Unclear} */
    record Failed<T>(SendOutcome outcome) implements ApiAnswer<T> {}
}
