package io.keshu.channels.sandbox.push;

import io.keshu.channels.sandbox.journal.Pushed.Try;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The tries to deliver one push, or one copy of it. Its tries are made one after another, so it needs no lock of its own; handing it from
 * thread to thread is the executors' work.
 *
 * @see Pusher
 */
final class Delivery {

    private final Push push;
    private final int copy;
    private final int dropped;
    private final Instant due;
    private final List<Try> tries = new ArrayList<>();

    /** @param dropped how many tries never leave */
    Delivery(Push push, int copy, int dropped, Instant due) {
        this.push = push;
        this.copy = copy;
        this.dropped = dropped;
        this.due = due;
    }

    Push push() {
        return push;
    }

    /** 0 for the push itself. */
    int copy() {
        return copy;
    }

    Instant due() {
        return due;
    }

    boolean nextIsDropped() {
        return tries.size() < dropped;
    }

    void tried(Try made) {
        tries.add(made);
    }

    List<Try> tries() {
        return tries;
    }
}
