package io.keshu.channels.api;

/** Keys of accounts with which channels sign what they give away and get back. Thread-safe. */
public interface AccountKeys {

    /**
     * Always the same for the same account and purpose, on every node, and of no use for any other.
     *
     * @param purpose what is signed, in the channel's own words
     * @return 32 bytes
     */
    byte[] key(ChannelAccountId account, String purpose);
}
