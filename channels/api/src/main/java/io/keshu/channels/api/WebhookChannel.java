package io.keshu.channels.api;

/** A channel whose provider calls the hub at {@code /webhooks/{type}/{accountKey}}. */
public interface WebhookChannel extends Channel {

    /**
     * Answers one call: checks authenticity, answers handshakes, and hands what arrived to the sink before it acknowledges.
     * Bad input yields a reply with the right status and nothing stored; the only exception is the sink's own.
     *
     * @throws AcceptFailedException passed on from the sink: nothing was stored and the provider must be told to try again
     */
    WebhookReply receive(WebhookRequest request, InboundSink sink);
}
