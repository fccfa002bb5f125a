package io.keshu.channels.sms;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A provider's interface on the loopback: remembers what it was asked and answers as told. */
final class Provider implements AutoCloseable {

    /** @param headers the first value of each, names in lower case */
    record Asked(String method, String path, String query, Map<String, String> headers, String body) {}

    /** @param location where it sends on, if not null */
    record Said(int status, String body, String location) {
        static Said json(String body) {
            return new Said(200, body, null);
        }
    }

    private final HttpServer server;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private volatile Function<Asked, Said> answers;

    Provider(Function<Asked, Said> answers) {
        this.answers = answers;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    void answer(Function<Asked, Said> with) {
        answers = with;
    }

    List<Asked> asked() {
        return asked;
    }

    private void handle(HttpExchange call) throws IOException {
        Map<String, String> headers = call.getRequestHeaders().entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().toLowerCase(java.util.Locale.ROOT),
                        entry -> entry.getValue().get(0)));
        String query = call.getRequestURI().getRawQuery();
        Asked one = new Asked(
                call.getRequestMethod(),
                call.getRequestURI().getPath(),
                query == null ? "" : query,
                headers,
                new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        asked.add(one);
        Said said = answers.apply(one);
        if (said.location() != null) {
            call.getResponseHeaders().set("Location", said.location());
        }
        byte[] body = said.body().getBytes(StandardCharsets.UTF_8);
        call.sendResponseHeaders(said.status(), body.length == 0 ? -1 : body.length);
        call.getResponseBody().write(body);
        call.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
