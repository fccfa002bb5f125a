package io.keshu.channels.sandbox.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds who serves a call, by method and a template such as {@code /accounts/{account}/followers}. */
public final class Router {

    /** Serves a call. */
    @FunctionalInterface
    public interface Handler {

        /** @param path the values of the template's parts in braces */
        void handle(Call call, Map<String, String> path) throws IOException;
    }

    private record Route(String method, List<String> template, Handler handler) {}

    private final List<Route> routes = new ArrayList<>();

    /** Adds a route; used while the server is being set up. */
    public Router on(String method, String template, Handler handler) {
        routes.add(new Route(method, parts(template), handler));
        return this;
    }

    /**
     * Serves the call.
     *
     * @throws BadCallException with 404 or 405 if nobody does
     */
    public void route(Call call) throws IOException {
        List<String> parts = parts(call.path());
        boolean known = false;
        for (Route route : routes) {
            Map<String, String> values = match(route.template(), parts);
            if (values == null) {
                continue;
            }
            known = true;
            if (route.method().equals(call.method())) {
                route.handler().handle(call, values);
                return;
            }
        }
        throw known
                ? new BadCallException(405, "method.not_allowed", call.method() + " is not supported here.")
                : new BadCallException(404, "not_found", "There is nothing at " + call.path() + ".");
    }

    private static List<String> parts(String path) {
        return List.of(path.split("/", -1));
    }

    private static @Nullable Map<String, String> match(List<String> template, List<String> parts) {
        if (template.size() != parts.size()) {
            return null;
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            String expected = template.get(i);
            if (expected.startsWith("{")) {
                values.put(expected.substring(1, expected.length() - 1), parts.get(i));
            } else if (!expected.equals(parts.get(i))) {
                return null;
            }
        }
        return values;
    }
}
