package io.keshu.console.webhook;

import io.keshu.channels.api.WebhookCaller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads from the call what a channel asks for.
 *
 * @param hub where providers reach the hub, without a slash at the end: what a proxy passes on need not be what was called
 */
record ServletCaller(HttpServletRequest request, Supplier<String> hub) implements WebhookCaller {

    @Override
    public @Nullable String header(String name) {
        return request.getHeader(name);
    }

    @Override
    public String publicUrl() {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        String query = request.getQueryString();
        return hub.get() + path + (query == null ? "" : "?" + query);
    }

    @Override
    public String remoteAddress() {
        return request.getRemoteAddr();
    }
}
