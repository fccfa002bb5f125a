package io.keshu.channels.sandbox.http;

/** A call that can't be served as it is. Carries what its caller is told. */
public final class BadCallException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    /** @param code for programs; the message is for people */
    public BadCallException(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    /** A 400. */
    public static BadCallException of(String code, String message) {
        return new BadCallException(400, code, message);
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }
}
