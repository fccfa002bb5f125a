package io.keshu.channels.email.client;

/** A mail server can't be used now. */
public final class MailFailure extends Exception {

    private static final long serialVersionUID = 1L;

    /** What is the matter. */
    public enum Kind {
        UNREACHABLE,
        BAD_CREDENTIALS,
        /** The consent by which the mailbox may be used holds no more. */
        CONSENT_REFUSED,
        /** The server's certificate is not one that is trusted, or not the server's. */
        UNTRUSTED,
        /** The folder or the message is not there. */
        MISSING,
        /** The server said something else, or nothing in time. */
        BROKEN
    }

    private final Kind kind;

    MailFailure(Kind kind, Throwable cause) {
        super(String.valueOf(cause.getMessage()), cause);
        this.kind = kind;
    }

    MailFailure(Kind kind, String detail) {
        super(detail);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
