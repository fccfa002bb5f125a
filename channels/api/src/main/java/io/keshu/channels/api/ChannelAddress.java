package io.keshu.channels.api;

/** Where an outbound message goes: a customer as one account knows them. */
public record ChannelAddress(ChannelAccountId account, ExternalUserId user) {}
