package io.keshu.channels.api;

/**
 * A new value for a state, if nobody has changed it since it was read.
 *
 * @param seenVersion the version that was read; 0 if there was no value
 * @param value at most {@value #MAX_LENGTH} characters
 */
public record StateChange(StateKey key, long seenVersion, String value) {

    /** How long a value may be, in characters. */
    public static final int MAX_LENGTH = 16_000;

    public StateChange {
        if (value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("A state has at most " + MAX_LENGTH + " characters: " + key.name());
        }
    }
}
