package io.keshu.channels.api;

/** Media can't be read: gone for good, or out of reach for now. */
public final class MediaUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean gone;

    /** @param gone whether they will not come back */
    public MediaUnavailableException(String message, boolean gone) {
        super(message);
        this.gone = gone;
    }

    public MediaUnavailableException(String message, Throwable cause) {
        super(message, cause);
        this.gone = false;
    }

    /** Whether they will not come back. */
    public boolean gone() {
        return gone;
    }
}
