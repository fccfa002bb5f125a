package io.keshu.channels.api;

/** Whether anybody is there to answer now. Thread-safe; answered from memory. */
public interface OpeningHours {

    boolean open(ChannelAccountId account);
}
