package io.keshu.channels.api;

/** A state was changed since it was read. It is to be read again. */
public class StaleStateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StaleStateException(String message) {
        super(message);
    }
}
