package io.keshu.channels.api;

/**
 * The provider's id of a customer within one account: an openid, a phone number, an address. Compared byte by byte, since
 * openids differ in case only now and then.
 *
 * @param value 1 to 191 characters
 */
public record ExternalUserId(String value) {

    /** Longest id that the hub's key column holds, in characters. */
    public static final int MAX_LENGTH = 191;

    public ExternalUserId {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("External user id must have 1 to " + MAX_LENGTH + " characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
