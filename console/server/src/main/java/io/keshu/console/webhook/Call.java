package io.keshu.console.webhook;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One provider's call under way.
 *
 * @param from the caller's address
 * @param began by {@link System#nanoTime()}
 * @param answered set by whoever answers it
 */
record Call(WebhookAddress address, String traceId, String from, long began, AtomicBoolean answered) {

    Call(WebhookAddress address, String traceId, String from, long began) {
        this(address, traceId, from, began, new AtomicBoolean());
    }

    /** Whoever is the first to ask answers the call. */
    boolean claim() {
        return answered.compareAndSet(false, true);
    }
}
