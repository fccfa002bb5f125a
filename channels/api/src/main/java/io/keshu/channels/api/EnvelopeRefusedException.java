package io.keshu.channels.api;

/** The store will not take this message however often it is handed in: it is too large, say. It has to be made smaller or set aside. */
public class EnvelopeRefusedException extends AcceptFailedException {

    private static final long serialVersionUID = 1L;

    public EnvelopeRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
