package io.keshu.channels.api;

/** Takes what customers are called, from channels that know it for sure. Thread-safe. */
public interface CustomerNames {

    /** Longest name that is kept, in characters. */
    int MAX_NAME = 100;

    /**
     * What the company itself calls her; it replaces what was known.
     *
     * @param name what is longer is cut off
     * @return false if she is not known to the hub yet, which she is once her first message is in her timeline
     * @throws AcceptFailedException if the store can't be asked
     */
    boolean named(ChannelAddress customer, String name);
}
