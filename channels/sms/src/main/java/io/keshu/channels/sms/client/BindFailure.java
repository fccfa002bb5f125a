package io.keshu.channels.sms.client;

/** An SMSC was not bound to. */
public final class BindFailure extends Exception {

    private static final long serialVersionUID = 1L;

    /** What it is about. */
    public enum Kind {
        UNREACHABLE,
        BAD_CREDENTIALS,
        /** As many binds as the SMSC allows are there already. */
        BOUND_ELSEWHERE,
        /** Refused for another reason. */
        REFUSED
    }

    private final Kind kind;
    private final String code;

    BindFailure(Kind kind, String code, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.code = code;
    }

    public Kind kind() {
        return kind;
    }

    /** The SMSC's command_status; empty if it gave none. */
    public String code() {
        return code;
    }
}
