package io.keshu.domain.store;

/** Somebody else changed a row first; nothing was changed. Read again and decide again. */
public class StaleVersionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StaleVersionException(String message) {
        super(message);
    }

    public StaleVersionException(String message, Throwable cause) {
        super(message, cause);
    }
}
