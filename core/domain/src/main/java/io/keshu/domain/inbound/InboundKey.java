package io.keshu.domain.inbound;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ExternalMessageId;

/** What makes an inbound message one and the same, however often the provider sends it. */
public record InboundKey(ChannelAccountId account, ExternalMessageId id) {}
