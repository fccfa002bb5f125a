package io.keshu.channels.sandbox.control;

import io.keshu.channels.sandbox.http.BadCallException;
import io.keshu.channels.sandbox.http.Call;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets in only whom the server is for: programs of this machine, and the server's own page. Another page that the same browser shows must
 * not drive it, be it by its own name, by a name that leads here, or by a form.
 */
public final class LocalGuard {

    private static final Set<String> READING = Set.of("GET", "HEAD");

    private final Set<String> hosts;

    /** @param bound the host that the server is bound to, which is fine too */
    public LocalGuard(String bound) {
        this.hosts = new HashSet<>(List.of("localhost", "127.0.0.1", "[::1]", bound.toLowerCase(Locale.ROOT)));
    }

    /** @throws BadCallException if the call is a stranger's */
    public void check(Call call) {
        String host = call.header("Host");
        if (host == null || !hosts.contains(withoutPort(host))) {
            throw new BadCallException(403, "host.refused", "This server is called by the name of localhost only.");
        }
        String origin = call.header("Origin");
        if (origin != null && !origin.equals("http://" + host)) {
            throw new BadCallException(403, "origin.refused", "Other pages may not call this server.");
        }
        String site = call.header("Sec-Fetch-Site");
        if (!call.path().equals("/") && site != null && !site.equals("same-origin") && !site.equals("none")) {
            throw new BadCallException(403, "origin.refused", "Other pages may not call this server.");
        }
        if (!READING.contains(call.method()) && !isJson(call.header("Content-Type"))) {
            throw new BadCallException(415, "content_type.invalid", "Content-Type must be application/json.");
        }
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        boolean port = colon > host.lastIndexOf(']');
        return (port ? host.substring(0, colon) : host).toLowerCase(Locale.ROOT);
    }

    private static boolean isJson(@Nullable String contentType) {
        return contentType != null && contentType.split(";", -1)[0].strip().equalsIgnoreCase("application/json");
    }
}
