package io.keshu.channels.api;

/** What a channel can do. What is not declared is not there, and the channel contract tests that too. */
public enum ChannelCapability {
    RECEIVE_TEXT,
    RECEIVE_EVENTS,
    SEND_TEXT,
    /** The answer to the webhook call may carry a reply. */
    PASSIVE_REPLY,
    /** The provider recognises a second delivery of the same {@link OutboundMessageId}. */
    IDEMPOTENT_SEND,
    /** Accounts show a menu; the channel is a {@link MenuPublisher}. */
    MENU
}
