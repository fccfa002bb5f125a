package io.keshu.channels.api;

import java.time.Duration;

/** How one attempt to fetch media ended. */
public sealed interface MediaFetch {

    /** The receiver has it all. */
    record Fetched() implements MediaFetch {}

    /** The provider doesn't have it any more. */
    record Expired(DeliveryProblem problem) implements MediaFetch {}

    /** The provider refuses; trying again changes nothing. */
    record Refused(DeliveryProblem problem) implements MediaFetch {}

    /** @param after how long to wait at least; zero leaves the wait to the hub's back-off */
    record RetryLater(Duration after, DeliveryProblem problem) implements MediaFetch {}
}
