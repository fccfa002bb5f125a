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

        /** The same act, and the connection ends instead of the answer. */
        Said unheard() {
            return new Said(UNHEARD, body, null);
        }
    }

    private static final int UNHEARD = 0;

    private final HttpServer server;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final List<Said> said = new CopyOnWriteArrayList<>();
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

    /** Answers so, but takes its time over it. */
    void answerSlowly(Function<Asked, Said> with) {
        answers = one -> {
            try {
                Thread.sleep(300);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return with.apply(one);
        };
    }

    List<Asked> asked() {
        return asked;
    }

    /** How often it did what this answer tells of, whether or not the caller heard it. */
    int did(String answer) {
        return (int) said.stream().filter(one -> one.body().equals(answer)).count();
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
        Said answer = answers.apply(one);
        said.add(answer);
        if (answer.status() == UNHEARD) {
            call.close();
            return;
        }
        if (answer.location() != null) {
            call.getResponseHeaders().set("Location", answer.location());
        }
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        call.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        call.getResponseBody().write(body);
        call.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
