package io.keshu.channels.api;

/** How a publication ended. Whatever it is, it says what customers see now. */
public sealed interface MenuPublication {

    /** Customers see the menus that were handed in. */
    record Published() implements MenuPublication {}

    /** Customers see what they saw before; nothing was changed, or everything was put back. */
    record Unchanged(MenuProblem problem) implements MenuPublication {}

    /** A part was changed and could not be put back: customers see this. */
    record Partial(MenuProblem problem, PublishedMenu present) implements MenuPublication {}

    /** A part may have been changed, and what customers see could not be read. */
    record Unclear(MenuProblem problem) implements MenuPublication {}
}
