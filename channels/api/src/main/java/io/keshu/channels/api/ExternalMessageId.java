package io.keshu.channels.api;

/**
 * The provider's id of an inbound message, unique within the account; the hub's unique key for de-duplication. Compared byte
 * by byte. Where the provider gives no id the channel derives a stable one from what it does give, prefixed with the kind, so
 * that ids of different kinds can't meet.
 *
 * @param value 1 to 191 characters; longer ids are to be hashed by the channel
 */
public record ExternalMessageId(String value) {

    /** Longest id that the hub's key column holds, in characters. */
    public static final int MAX_LENGTH = 191;

    public ExternalMessageId {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("External message id must have 1 to " + MAX_LENGTH + " characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
