package io.keshu.console.webhook;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Query parameters without the servlet's own parser, which would take a form's body for parameters. */
final class QueryString {

    private static final int MAX_PARAMETERS = 32;

    private QueryString() {}

    /** @return the first value of each name; null if the query can't be decoded or has too many parameters */
    static @Nullable Map<String, String> parse(@Nullable String query) {
        if (query == null || query.isEmpty()) {
            return Map.of();
        }
        Map<String, String> parameters = new HashMap<>(16);
        try {
            int from = 0;
            while (from <= query.length()) {
                int end = query.indexOf('&', from);
                end = end < 0 ? query.length() : end;
                if (end > from) {
                    add(parameters, query.substring(from, end));
                }
                if (parameters.size() > MAX_PARAMETERS) {
                    return null;
                }
                from = end + 1;
            }
        } catch (IllegalArgumentException e) {
            return null;
        }
        return parameters;
    }

    private static void add(Map<String, String> parameters, String pair) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        parameters.putIfAbsent(decode(name), decode(value));
    }

    private static String decode(String encoded) {
        return encoded.indexOf('%') < 0 && encoded.indexOf('+') < 0
                ? encoded
                : URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    }
}
