package io.keshu.channels.sms.client;

/** How one request to send ended. */
public sealed interface SendOutcome {

    /** @param id the provider's */
    record Taken(String id) implements SendOutcome {}

    /**
     * The provider answered that it doesn't.
     *
     * @param code the provider's own
     */
    record Refused(String code, String detail) implements SendOutcome {}

    /** It never left. */
    record NotSent(String detail) implements SendOutcome {}

    /** It left and no answer came that can be understood. */
    record Unclear(String detail) implements SendOutcome {}
}
