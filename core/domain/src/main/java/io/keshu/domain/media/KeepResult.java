package io.keshu.domain.media;

/** What became of bytes that were to be kept. */
public sealed interface KeepResult {

    record Stored(Kept kept) implements KeepResult {}

    /** @param maxBytes how much was allowed */
    record TooLarge(long maxBytes) implements KeepResult {}

    /** There was not a single byte. */
    record Empty() implements KeepResult {}

    /** @param contentType what they are, which is not of the kind they should be */
    record OtherType(String contentType) implements KeepResult {}
}
