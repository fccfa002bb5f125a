package io.keshu.domain.media;

/** What became of bytes that were to be kept. */
public sealed interface KeepResult {

    record Stored(Kept kept) implements KeepResult {}

    /** @param maxBytes how much was allowed */
    record TooLarge(long maxBytes) implements KeepResult {}

    /** There was not a single byte. */
    record Empty() implements KeepResult {}

    /** A picture that whoever opens it would need gigabytes for. */
    record TooManyPixels(int width, int height) implements KeepResult {}

    /** @param contentType what they are, which is not of the kind they should be */
    record OtherType(String contentType) implements KeepResult {}
}
