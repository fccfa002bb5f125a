package io.keshu.channels.api;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Where channels hand in what arrived. Thread-safe. */
public interface InboundSink {

    /**
     * Stores the envelope durably, once, without keeping the caller. When the stage completes, no crash loses the message. Whatever
     * follows it runs on a thread that others wait for: it is to be short and wait for nothing.
     *
     * @return completes exceptionally with an {@link AcceptFailedException} if it could not be stored; the provider must be told so
     */
    CompletionStage<Acceptance> submit(InboundEnvelope envelope);

    /**
     * As {@link #submit}, and waits for it: for channels that have a thread of their own for what they receive.
     *
     * @throws AcceptFailedException if it could not be stored; the provider must be told so
     */
    default Acceptance accept(InboundEnvelope envelope) {
        try {
            return submit(envelope).toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof AcceptFailedException failed
                    ? failed
                    : new AcceptFailedException("Not stored", e);
        }
    }
}
