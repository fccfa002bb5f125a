package io.keshu.channels.api;

/** One message to one customer. The id is the idempotency key: a second delivery of the same id is the same message. */
public record OutboundMessage(OutboundMessageId id, ChannelAddress to, OutboundContent content, ReplyContext context) {}
