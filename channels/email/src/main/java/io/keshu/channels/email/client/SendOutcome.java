package io.keshu.channels.email.client;

/** How sending a mail ended. */
public sealed interface SendOutcome {

    record Taken(String messageId) implements SendOutcome {}

    /**
     * The server refused.
     *
     * @param code SMTP's, such as 550
     * @param recipient whether it was the recipient that it refused
     */
    record Refused(int code, boolean recipient, String detail) implements SendOutcome {}

    record BadCredentials(String detail) implements SendOutcome {}

    /** The mail did not leave. */
    record NotSent(boolean connected, String detail) implements SendOutcome {}

    /** The mail had left and no answer came. */
    record Unclear(String detail) implements SendOutcome {}
}
