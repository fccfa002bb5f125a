package io.keshu.domain.store;

/** At least one unique key of what was to be inserted is there already; nothing was changed. */
public class KeyTakenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public KeyTakenException(String message) {
        super(message);
    }

    public KeyTakenException(String message, Throwable cause) {
        super(message, cause);
    }
}
