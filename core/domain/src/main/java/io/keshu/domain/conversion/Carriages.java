package io.keshu.domain.conversion;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.OutboundContent;

/** Decides in which form things leave. {@link Conversion} does. */
@FunctionalInterface
public interface Carriages {

    /** @return as it is where the account is not known: what becomes of it the delivery says */
    Carriage of(OutboundContent content, ChannelAccountId account);
}
