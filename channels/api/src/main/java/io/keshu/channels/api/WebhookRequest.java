package io.keshu.channels.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A provider's call, as it came over HTTP. The hub has refused bodies over 256 KB already.
 *
 * @param method GET or POST
 * @param accountKey the last part of the address
 * @param query decoded query parameters, the first value of each
 * @param contentType the Content-Type header, if sent
 * @param body the raw bytes; not copied, not to be changed
 * @param traceId follows this call through logs, timeline and delivery
 * @param caller what else is known of the call
 */
@SuppressWarnings(
        "ArrayRecordComponent") // request bodies are compared by nobody, and copying them costs on the hot path
public record WebhookRequest(
        String method,
        String accountKey,
        Map<String, String> query,
        @Nullable String contentType,
        byte[] body,
        String traceId,
        WebhookCaller caller) {

    /** A call of which nothing else is known. */
    public WebhookRequest(
            String method,
            String accountKey,
            Map<String, String> query,
            @Nullable String contentType,
            byte[] body,
            String traceId) {
        this(method, accountKey, query, contentType, body, traceId, WebhookCaller.UNKNOWN);
    }
}
