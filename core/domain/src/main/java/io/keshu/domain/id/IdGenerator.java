package io.keshu.domain.id;

import java.time.Instant;

/**
 * Makes ids that are unique among all nodes and grow with time on each. Thread-safe. An id has 41 bits of milliseconds since
 * {@link #EPOCH}, 10 bits of node number and 12 bits of counter. Nothing may conclude the order of commits from ids.
 */
public interface IdGenerator {

    /** Where the ids' milliseconds begin. */
    Instant EPOCH = Instant.parse("2024-01-01T00:00:00Z");

    /**
     * @throws io.keshu.domain.store.StoreUnavailableException while this node holds no number, since ids could then meet those of
     *     another node
     */
    long next();

    /** The lowest id that could have been made at this time: for questions such as "older than". */
    static long lowestAt(Instant time) {
        return Math.max(0, time.toEpochMilli() - EPOCH.toEpochMilli()) << 22;
    }

    /** When an id was made, to the millisecond. */
    static Instant timeOf(long id) {
        return Instant.ofEpochMilli((id >>> 22) + EPOCH.toEpochMilli());
    }
}
