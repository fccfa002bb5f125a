package io.keshu.channels.weixin.client;

/** What became of a download. */
public sealed interface FetchOutcome {

    /** The receiver has it all. */
    record Fetched() implements FetchOutcome {}

    /** @param why never {@link SendOutcome.Taken} */
    record Failed(SendOutcome why) implements FetchOutcome {}
}
