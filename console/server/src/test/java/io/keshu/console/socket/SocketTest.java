package io.keshu.console.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;

import io.keshu.console.Browser;
import io.keshu.console.ConsoleTest;
import io.keshu.console.FakeCore;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.hint.Hint;
import io.keshu.domain.ops.HubHealth;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class SocketTest extends ConsoleTest {

    @Autowired
    private FakeCore.LocalHints hints;

    @Autowired
    private AgentSockets sockets;

    @Autowired
    private HubHealth health;

    private static final class Page implements WebSocket.Listener {
        private final List<String> frames = new CopyOnWriteArrayList<>();
        private volatile int closed;

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            frames.add(data.toString());
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            closed = status;
            return null;
        }
    }

    private String origin() {
        return "http://localhost:" + port;
    }

    private static void until(Runnable assertion) {
        Awaitility.await().untilAsserted(assertion::run);
    }

    @Test
    void aBrowserIsGreetedAndToldWhatIsNew() {
        Page page = new Page();
        WebSocket socket = agent().socket(page, origin());
        until(() -> assertThat(page.frames).hasSize(2));
        assertThat(page.frames.get(0)).contains("\"type\":\"hello\"", "\"protocol\":1");
        assertThat(page.frames.get(1)).isEqualTo("{\"type\":\"status\",\"degraded\":false}");

        hints.publish(
                List.of(new Hint(new ConversationId(9007199254740993L), 3, 0), new Hint(new ConversationId(2), 7, 5)));

        until(() -> assertThat(String.join("", page.frames))
                .contains("{\"id\":\"9007199254740993\",\"lastNumber\":3,\"touched\":null}")
                .contains("{\"id\":\"2\",\"lastNumber\":7,\"touched\":5}"));
        socket.abort();
    }

    @Test
    void pingsAreAnsweredAndSyncTellsWhatDiffers() {
        when(queries.lastNumbers(any())).thenReturn(Map.of(new ConversationId(1), 4, new ConversationId(2), 9));
        Page page = new Page();
        WebSocket socket = agent().socket(page, origin());

        socket.sendText("{\"type\":\"ping\"}", true).join();
        socket.sendText(
                        "{\"type\":\"sync\",\"conversations\":[{\"id\":\"1\",\"lastNumber\":4},{\"id\":\"2\",\"lastNumber\":8}]}",
                        true)
                .join();

        until(() -> assertThat(page.frames)
                .contains("{\"type\":\"pong\"}")
                .contains("{\"type\":\"hints\",\"items\":[{\"id\":\"2\",\"lastNumber\":9,\"touched\":null}]}"));
        socket.abort();
    }

    @Test
    void otherOriginsAndStrangersAreRefused() {
        Browser mei = agent();
        assertThat(refusal(mei, "https://elsewhere.example")).isEqualTo(403);
        assertThat(refusal(stranger(), origin())).isEqualTo(401);
    }

    private static int refusal(Browser browser, String origin) {
        Throwable thrown = catchThrowable(() -> browser.socket(new Page(), origin));
        assertThat(thrown).hasCauseInstanceOf(WebSocketHandshakeException.class);
        return ((WebSocketHandshakeException) thrown.getCause()).getResponse().statusCode();
    }

    @Test
    void signingOutEndsTheSessionsSockets() {
        Browser mei = agent();
        Page page = new Page();
        mei.socket(page, origin());
        until(() -> assertThat(page.frames).isNotEmpty());

        mei.delete("/api/session");

        until(() -> assertThat(page.closed).isEqualTo(4001));
    }

    @Test
    void aSessionThatEndedElsewhereEndsTheSocketAndRedisAwayDoesNot() {
        Browser mei = agent();
        Page page = new Page();
        mei.socket(page, origin());
        until(() -> assertThat(page.frames).isNotEmpty());
        redis().kill();
        try {
            sockets.checkSessions();
            hints.publish(List.of(new Hint(new ConversationId(12), 1, 0)));
            until(() -> assertThat(String.join("", page.frames)).contains("\"id\":\"12\""));
            assertThat(page.closed).isZero();

            Page reloaded = new Page();
            mei.socket(reloaded, origin());
            until(() -> assertThat(reloaded.frames).isNotEmpty());
        } finally {
            redis().restart();
        }
        // Nothing of the sessions was kept.
        Awaitility.await().untilAsserted(() -> {
            sockets.checkSessions();
            assertThat(page.closed).isEqualTo(4001);
        });
    }

    @Test
    void everybodyLearnsThatTheHubIsDegraded() {
        Page page = new Page();
        WebSocket socket = agent().socket(page, origin());
        when(health.degraded()).thenReturn(true);
        try {
            until(() -> assertThat(page.frames).contains("{\"type\":\"status\",\"degraded\":true}"));
        } finally {
            when(health.degraded()).thenReturn(false);
        }
        socket.abort();
    }

    @Test
    void whatIsNoJsonEndsTheSocket() {
        Page page = new Page();
        WebSocket socket = agent().socket(page, origin());
        until(() -> assertThat(page.frames).hasSize(2));

        socket.sendText("{nonsense", true).join();

        until(() -> assertThat(page.closed).isEqualTo(1007));
    }
}
