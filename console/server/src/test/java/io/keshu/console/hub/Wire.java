package io.keshu.console.hub;

import static org.awaitility.Awaitility.await;

import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Keeps the frames that come over a socket. */
final class Wire implements WebSocket.Listener {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final List<JsonNode> frames = new CopyOnWriteArrayList<>();
    private final StringBuilder parts = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        parts.append(data);
        if (last) {
            frames.add(JSON.readTree(parts.toString()));
            parts.setLength(0);
        }
        socket.request(1);
        return null;
    }

    /** The first frame of a type that is as wanted, once it is there. */
    JsonNode frame(String type, Predicate<JsonNode> wanted) {
        await().atMost(Duration.ofSeconds(30)).until(() -> find(type, wanted) != null);
        return find(type, wanted);
    }

    private JsonNode find(String type, Predicate<JsonNode> wanted) {
        return frames.stream()
                .filter(frame -> frame.path("type").asString("").equals(type) && wanted.test(frame))
                .findFirst()
                .orElse(null);
    }

    /** All items of all frames of this type. */
    List<JsonNode> items(String type) {
        return frames.stream()
                .filter(frame -> frame.path("type").asString("").equals(type))
                .flatMap(frame -> frame.path("items").valueStream())
                .toList();
    }

    /** The item that says this, once it is there. */
    JsonNode said(String text) {
        Predicate<JsonNode> says =
                item -> item.path("content").path("text").asString("").equals(text);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> items("messages").stream().anyMatch(says));
        return items("messages").stream().filter(says).findFirst().orElseThrow();
    }
}
