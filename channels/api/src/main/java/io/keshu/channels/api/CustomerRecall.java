package io.keshu.channels.api;

/** Takes back what customers sent. Thread-safe. */
public interface CustomerRecall {

    /** How an attempt ended. */
    enum Result {
        /** Nobody is shown it any more; also if it had been taken back before. */
        RECALLED,
        /** It was sent too long ago. */
        TOO_LATE,
        /** She sent nothing of this id, or it is not in her timeline yet. */
        UNKNOWN
    }

    /**
     * Durable when it returns.
     *
     * @param message as the channel handed it in
     * @throws AcceptFailedException if the store can't be asked
     */
    Result recall(ChannelAddress customer, ExternalMessageId message);
}
