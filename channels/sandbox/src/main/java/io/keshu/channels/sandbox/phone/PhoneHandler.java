package io.keshu.channels.sandbox.phone;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.keshu.channels.sandbox.control.LocalGuard;
import io.keshu.channels.sandbox.http.BadCallException;
import io.keshu.channels.sandbox.http.Call;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Serves the page that plays the customer's phone: a handful of files, and nothing else. */
public final class PhoneHandler implements HttpHandler {

    private static final List<String> FILES = List.of(
            "index.html",
            "icon.svg",
            "tokens.css",
            "phone.css",
            "main.js",
            "words.js",
            "control.js",
            "chat.js",
            "contents.js",
            "acts.js",
            "menu.js",
            "faults.js",
            "log.js",
            "nav.js",
            "mini.html",
            "mini.css",
            "mini.js",
            "mini-words.js");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self';"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final LocalGuard guard;
    private final Map<String, byte[]> files = new HashMap<>();

    public PhoneHandler(LocalGuard guard) {
        this.guard = guard;
        FILES.forEach(name -> files.put("/" + name, load(name)));
        files.put("/", load("index.html"));
        files.put("/mini", load("mini.html"));
    }

    private static byte[] load(String name) {
        try (InputStream file = PhoneHandler.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("The page's file " + name + " is missing");
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("The page's file " + name + " can't be read", e);
        }
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Call call = new Call(exchange);
        call.set("X-Content-Type-Options", "nosniff");
        try {
            if (!call.method().equals("GET") && !call.method().equals("HEAD")) {
                throw new BadCallException(405, "method.not_allowed", "Pages are only read.");
            }
            guard.check(call);
            byte[] file = files.get(call.path());
            if (file == null) {
                throw new BadCallException(404, "not_found", "There is nothing at this address.");
            }
            call.set("Content-Security-Policy", POLICY);
            call.set("Referrer-Policy", "no-referrer");
            call.set("Cache-Control", "no-cache");
            call.answer(200, type(call.path()), file);
        } catch (BadCallException e) {
            call.answer(
                    e.status(),
                    "text/plain; charset=utf-8",
                    String.valueOf(e.getMessage()).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String type(String path) {
        String extension = path.lastIndexOf('.') < 0 ? "html" : path.substring(path.lastIndexOf('.') + 1);
        return TYPES.getOrDefault(extension, "application/octet-stream");
    }
}
