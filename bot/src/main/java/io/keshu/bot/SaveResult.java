package io.keshu.bot;

/** What became of a greeting that was to be saved. */
public sealed interface SaveResult {

    /** @param greeting as stored, with its new version */
    record Saved(Greeting greeting) implements SaveResult {}

    /** Nothing was changed. */
    record Refused(Greeting.Problem problem) implements SaveResult {}
}
