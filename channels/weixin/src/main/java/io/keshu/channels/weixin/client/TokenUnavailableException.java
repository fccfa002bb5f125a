package io.keshu.channels.weixin.client;

/** There is no access token to send with; nothing has left. Carries what is to be said about it. */
final class TokenUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient SendOutcome outcome;

    TokenUnavailableException(SendOutcome outcome) {
        // One log line tells of it; a stack for each waiting message would cost more than it says.
        super(outcome.toString(), null, false, false);
        this.outcome = outcome;
    }

    SendOutcome outcome() {
        return outcome;
    }
}
