package io.keshu.channels.sandbox.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One call and its answer. Belongs to one thread. */
public final class Call {

    /** Large enough for thousands of messages in one call. */
    private static final int MAX_BODY = 16 * 1024 * 1024;

    /** Of what nobody read this much is thrown away, so that the caller hears the answer; of more the connection ends. */
    private static final int MAX_LEFT = 256 * 1024;

    private final HttpExchange exchange;
    private final Map<String, String> query;
    private byte @Nullable [] body;

    public Call(HttpExchange exchange) {
        this.exchange = exchange;
        this.query = parse(exchange.getRequestURI().getRawQuery());
    }

    private static Map<String, String> parse(@Nullable String raw) {
        Map<String, String> query = new HashMap<>();
        if (raw == null) {
            return query;
        }
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            try {
                query.putIfAbsent(
                        URLDecoder.decode(name, StandardCharsets.UTF_8),
                        URLDecoder.decode(value, StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                query.putIfAbsent(name, value);
            }
        }
        return query;
    }

    public String method() {
        return exchange.getRequestMethod();
    }

    public String path() {
        return exchange.getRequestURI().getPath();
    }

    /** The first value of each parameter. */
    public Map<String, String> query() {
        return query;
    }

    /** A header's first value, or null. */
    public @Nullable String header(String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    /**
     * The whole body.
     *
     * @throws BadCallException if it is larger than 16 MB; if the caller states as much, not a byte is read
     */
    public byte[] body() throws IOException {
        byte[] known = body;
        if (known == null) {
            if (declared() > MAX_BODY) {
                throw new BadCallException(413, "body.too_large", "A body has at most " + MAX_BODY + " bytes.");
            }
            known = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
            if (known.length > MAX_BODY) {
                throw new BadCallException(413, "body.too_large", "A body has at most " + MAX_BODY + " bytes.");
            }
            body = known;
        }
        return known;
    }

    /** How many bytes the caller says the body has; 0 if it doesn't say. */
    public long declared() {
        String length = header("Content-Length");
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** A header of the answer; before {@link #answer}. */
    public void set(String name, String value) {
        exchange.getResponseHeaders().set(name, value);
    }

    /** Answers and ends the call. */
    public void answer(int status, String contentType, byte[] content) throws IOException {
        // What was not read would be taken for the next call on this connection.
        if (body == null
                && (declared() > MAX_LEFT || exchange.getRequestBody().readNBytes(MAX_LEFT).length == MAX_LEFT)) {
            set("Connection", "close");
        }
        set("Content-Type", contentType);
        boolean without = content.length == 0 || status == 204 || method().equals("HEAD");
        exchange.sendResponseHeaders(status, without ? -1 : content.length);
        if (!without) {
            // Closed first: the caller has the answer before the server looks at what was left unread.
            exchange.getResponseBody().write(content);
            exchange.getResponseBody().close();
        }
        exchange.close();
    }

    /** Answers with JSON and ends the call. */
    public void json(int status, Object value) throws IOException {
        answer(status, "application/json; charset=utf-8", Json.bytes(value));
    }

    /** Closes the connection without an answer. */
    public void cut() {
        exchange.close();
    }
}
