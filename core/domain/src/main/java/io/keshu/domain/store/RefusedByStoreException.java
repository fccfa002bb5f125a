package io.keshu.domain.store;

/** The store refuses what it was given: a value too long, a constraint. Nothing was changed; the same again fails again. */
public class RefusedByStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RefusedByStoreException(String message) {
        super(message);
    }

    public RefusedByStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
