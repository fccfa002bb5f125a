package io.keshu.domain.conversion;

import io.keshu.channels.api.DeliveryProblem;

/** In which form an account's channel carries something. */
public sealed interface Carriage {

    /** Nothing has to be changed. */
    record AsItIs() implements Carriage {}

    /**
     * A plain text stands for it.
     *
     * @param linked whether the text leads to media that the hub keeps, for a while only, see {@link SignedMediaLinks}
     */
    record AsText(String text, boolean linked) implements Carriage {}

    /** Not at all, and nothing may be sent. */
    record Refused(DeliveryProblem.Reason reason) implements Carriage {}
}
