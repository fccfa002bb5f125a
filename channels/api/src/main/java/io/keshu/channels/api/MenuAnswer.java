package io.keshu.channels.api;

/** What the provider said to a question about menus. */
public sealed interface MenuAnswer<T> {

    /** It answered. */
    record Given<T>(T value) implements MenuAnswer<T> {}

    /** It did not, or not with what was asked for. */
    record Failed<T>(MenuProblem problem) implements MenuAnswer<T> {}
}
