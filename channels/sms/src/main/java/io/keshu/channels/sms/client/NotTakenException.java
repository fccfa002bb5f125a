package io.keshu.channels.sms.client;

/** A message was not stored. */
public final class NotTakenException extends Exception {

    private static final long serialVersionUID = 1L;
    private final boolean forGood;

    /** @param forGood whether it will not be taken if it comes again */
    public NotTakenException(String message, boolean forGood) {
        super(message);
        this.forGood = forGood;
    }

    boolean forGood() {
        return forGood;
    }
}
