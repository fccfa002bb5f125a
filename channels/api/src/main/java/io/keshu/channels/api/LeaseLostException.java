package io.keshu.channels.api;

/** The account may be served by another node now; the work on it has to end here. */
public class LeaseLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LeaseLostException(String message) {
        super(message);
    }
}
