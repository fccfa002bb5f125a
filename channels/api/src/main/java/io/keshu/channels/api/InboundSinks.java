package io.keshu.channels.api;

/** Sinks for channels that customers reach directly, without a provider's call or a connection that the hub leases. Thread-safe. */
public interface InboundSinks {

    /** @param traceId follows what is handed in through logs, timeline and delivery; at most 64 characters */
    InboundSink sink(String traceId);
}
