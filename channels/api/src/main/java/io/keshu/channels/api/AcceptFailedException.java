package io.keshu.channels.api;

/** Nothing was stored. The provider must get an error at once, so that it tries again. */
public class AcceptFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public AcceptFailedException(String message) {
        super(message);
    }

    public AcceptFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
