package io.keshu.channels.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A visitor's end of a socket. */
final class Socket implements WebSocket.Listener, AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<JsonNode> frames = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder parts = new StringBuilder();
    private final WebSocket socket;

    private Socket(String url, String origin) {
        WebSocket.Builder builder =
                HttpClient.newHttpClient().newWebSocketBuilder().subprotocols("keshu.v1");
        if (origin != null) {
            builder.header("Origin", origin);
        }
        socket = builder.buildAsync(URI.create(url), this).join();
    }

    static Socket open(int port, String deployment, String origin) {
        return new Socket("ws://127.0.0.1:" + port + "/visitors/" + deployment + "/socket", origin);
    }

    Socket send(String json) {
        socket.sendText(json, true).join();
        return this;
    }

    Socket hello(String token, String after) {
        return send("{\"type\":\"hello\",\"token\":\"" + token + "\",\"after\":\"" + after + "\",\"language\":\"zh\"}");
    }

    /** The first frame of a type that has come or comes. */
    JsonNode frame(String type) {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(frames)
                        .anySatisfy(frame ->
                                assertThat(frame.path("type").asString()).isEqualTo(type)));
        return frames.stream()
                .filter(frame -> frame.path("type").asString().equals(type))
                .findFirst()
                .orElseThrow();
    }

    List<JsonNode> frames() {
        return List.copyOf(frames);
    }

    /** All entries of all pages, in the order in which they came. */
    List<JsonNode> items() {
        return frames.stream()
                .filter(frame -> frame.path("type").asString().equals("messages"))
                .flatMap(frame -> frame.path("items").valueStream())
                .toList();
    }

    int closeCode() {
        try {
            return closed.get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("The socket is open", e);
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        parts.append(data);
        if (last) {
            frames.add(JSON.readTree(parts.toString()));
            parts.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closed.complete(statusCode);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.complete(1006);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
