package io.keshu.domain.message;

/** Says only what the channel reports. */
public enum DeliveryState {
    /** Not sent yet, or waiting for another try. */
    PENDING,
    /** The provider took it. */
    ACCEPTED,
    /** It was not delivered and is not tried again by itself. */
    FAILED,
    /** It may have arrived; it is not sent again by itself. */
    UNKNOWN,
    /** The provider told that the customer got it. */
    DELIVERED;

    /** Whether an agent may send it again. */
    public boolean resendable() {
        return this == FAILED || this == UNKNOWN;
    }
}
