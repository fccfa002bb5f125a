package io.keshu.channels.api;

/** Where channels hand in what arrived. Thread-safe. */
public interface InboundSink {

    /**
     * Stores the envelope durably, once. When this returns, no crash loses the message.
     *
     * @throws AcceptFailedException if it could not be stored; the provider must be told so
     */
    Acceptance accept(InboundEnvelope envelope);
}
