package io.keshu.benchmarks.driver;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** The agents' sockets. What arrives is noted with its time at once and read by the driver's own thread. */
final class Agents {

    private static final String HINTS = "{\"type\":\"hints\"";
    private static final String ID = "\"id\":\"";
    private static final String LAST = "\"lastNumber\":";

    private record Frame(int agent, String text, long at) {}

    private final Queue<Frame> frames = new ConcurrentLinkedQueue<>();
    private final List<WebSocket> sockets = new ArrayList<>();
    private final Runnable arrived;
    private volatile @Nullable String fault;

    /** @param arrived called when something can be read */
    Agents(Runnable arrived) {
        this.arrived = arrived;
    }

    /** Connects so many browsers, all of the agent whose cookies these are. */
    void connect(int count, int port, String cookies) {
        HttpClient client = HttpClient.newHttpClient();
        for (int i = 0; i < count; i++) {
            sockets.add(client.newWebSocketBuilder()
                    .header("Cookie", cookies)
                    .header("Origin", "http://localhost:" + port)
                    .buildAsync(URI.create("ws://localhost:" + port + "/ws/agent"), new Listener(i))
                    .join());
        }
    }

    /** Enters into the ledger what has arrived. */
    void read(Ledger ledger) {
        for (Frame frame = frames.poll(); frame != null; frame = frames.poll()) {
            if (frame.text.startsWith(HINTS)) {
                enter(frame, ledger);
            }
        }
    }

    private static void enter(Frame frame, Ledger ledger) {
        String text = frame.text;
        for (int at = text.indexOf(ID); at >= 0; at = text.indexOf(ID, at)) {
            int from = at + ID.length();
            int end = text.indexOf('"', from);
            long conversation = Long.parseLong(text, from, end, 10);
            int number = text.indexOf(LAST, end) + LAST.length();
            at = text.indexOf(',', number);
            ledger.told(frame.agent, conversation, Integer.parseInt(text, number, at, 10), frame.at);
        }
    }

    /** Why an agent lost the connection, if one did. */
    @Nullable
    String fault() {
        return fault;
    }

    void close() {
        sockets.forEach(WebSocket::abort);
    }

    private final class Listener implements WebSocket.Listener {
        private final int agent;
        private final StringBuilder text = new StringBuilder();

        Listener(int agent) {
            this.agent = agent;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            long at = System.nanoTime();
            text.append(data);
            if (last) {
                frames.add(new Frame(agent, text.toString(), at));
                text.setLength(0);
                arrived.run();
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            fault = "socket " + agent + " was closed: " + status + " " + reason;
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            fault = "socket " + agent + " failed: " + error;
        }
    }
}
