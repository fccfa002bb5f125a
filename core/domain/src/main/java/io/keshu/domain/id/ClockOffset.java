package io.keshu.domain.id;

import java.time.Duration;

/**
 * The store's clock minus this node's, as far as asking over a network can tell. Messages of one customer that arrive at two nodes one
 * after the other are told apart by ids that rest on it, so a reading from a busy moment must not replace a better one.
 *
 * @param uncertainty how far the value may be off, either way
 */
public record ClockOffset(Duration value, Duration uncertainty) {

    /** One clock for both. */
    public static final ClockOffset NONE = new ClockOffset(Duration.ZERO, Duration.ZERO);

    /** Quartz clocks drift by up to 100 millionths. */
    private static final int DRIFT = 10_000;

    /**
     * What to add to this node's time: nothing unless the two clocks provably differ, since on machines that keep their time the rest is
     * an error of the reading, another one on each node.
     */
    Duration correction() {
        return value.abs().compareTo(uncertainty) <= 0 ? Duration.ZERO : value;
    }

    /**
     * What to believe when a new reading is there.
     *
     * @param later a newer reading
     * @param between the time from this reading to that one
     */
    ClockOffset corrected(ClockOffset later, Duration between) {
        Duration aged = uncertainty.plus(between.dividedBy(DRIFT));
        boolean contradicts = value.minus(later.value).abs().compareTo(aged.plus(later.uncertainty)) > 0;
        // A contradiction means that one of the clocks was set: what was known is void.
        return contradicts || later.uncertainty.compareTo(aged) <= 0 ? later : new ClockOffset(value, aged);
    }
}
