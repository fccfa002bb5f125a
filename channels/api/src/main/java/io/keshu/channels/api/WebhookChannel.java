package io.keshu.channels.api;

import java.util.concurrent.CompletionStage;

/** A channel whose provider calls the hub at {@code /webhooks/{type}/{accountKey}}. */
public interface WebhookChannel extends Channel {

    /**
     * Answers one call: checks authenticity, answers handshakes, and hands what arrived to the sink before it acknowledges.
     * Bad input yields a reply with the right status and nothing stored. Doesn't wait: the caller's thread is back at once, and
     * the reply is there when the message is stored.
     *
     * @return completes exceptionally only as the sink did, with an {@link AcceptFailedException}: nothing was stored and the provider
     *     must be told to try again
     */
    CompletionStage<WebhookReply> receive(WebhookRequest request, InboundSink sink);
}
