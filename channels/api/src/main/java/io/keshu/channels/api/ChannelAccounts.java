package io.keshu.channels.api;

import java.util.Optional;

/**
 * The accounts as configured. Reads are answered from memory and cost nothing on the hot path; a change reaches every node
 * within seconds without a restart, seen as a higher {@link ChannelAccount#version()}.
 */
public interface ChannelAccounts {

    Optional<ChannelAccount> find(ChannelType type, String key);

    Optional<ChannelAccount> find(ChannelAccountId id);
}
