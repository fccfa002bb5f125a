package io.keshu.channels.api;

import org.jspecify.annotations.Nullable;

/**
 * What a channel may ask about a {@link WebhookRequest} beyond what every channel needs. Looked up when asked, and only while the call is
 * being answered, on the thread that answers it.
 */
public interface WebhookCaller {

    /** Nobody in particular: no headers, no address. */
    WebhookCaller UNKNOWN = new WebhookCaller() {
        @Override
        public @Nullable String header(String name) {
            return null;
        }

        @Override
        public String publicUrl() {
            return "";
        }

        @Override
        public String remoteAddress() {
            return "";
        }
    };

    /**
     * The first value of a header; null if it wasn't sent.
     *
     * @param name in any case
     */
    @Nullable
    String header(String name);

    /** The address that was called as the provider knows it, its query as it was sent included; empty if unknown. */
    String publicUrl();

    /** The IP address that called, behind trusted proxies the one that they name; empty if unknown. */
    String remoteAddress();
}
