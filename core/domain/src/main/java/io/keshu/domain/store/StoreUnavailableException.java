package io.keshu.domain.store;

/** The store can't be asked now; nothing was changed, as far as it is known. Trying again later is right. */
public class StoreUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(String message) {
        super(message);
    }

    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
