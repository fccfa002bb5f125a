package io.keshu.channels.api;

/** Takes from channels whom customers want to talk to. Thread-safe. */
public interface CustomerChoice {

    /**
     * Hands her conversation to a group of agents.
     *
     * @param group the group's id, or its name
     * @return false if she has no open conversation yet, which she has once her first message is in her timeline; a group that there is
     *     not changes nothing
     * @throws AcceptFailedException if the store can't be asked
     */
    boolean choose(ChannelAddress customer, String group, String traceId);
}
