package io.keshu.channels.api;

import java.util.Set;

/**
 * One kind of way that a customer reaches the company. Thread-safe. Beyond this, a channel implements what it can do of
 * {@link WebhookChannel} and {@link LimitedText}.
 */
public interface Channel {

    ChannelType type();

    Set<ChannelCapability> capabilities();

    /** What an account of this channel consists of, so that forms and checks need not know the channel. */
    AccountDescriptor accountDescriptor();

    /**
     * Makes one attempt to deliver. Called outside lock and transaction, may block for as long as its own time-outs allow,
     * which are to stay below 15 seconds in all: a message found claimed for longer counts as {@link DeliveryResult.Unknown}.
     */
    DeliveryResult deliver(OutboundMessage message);
}
