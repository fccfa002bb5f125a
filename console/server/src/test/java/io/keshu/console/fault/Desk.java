package io.keshu.console.fault;

import io.keshu.console.Browser;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An agent who answers every text of the customers that are his share, through whichever node lets him in: listens on the socket, compares
 * with the list after every reconnection, signs in again where the session is gone, and sends again under the same client id what was not
 * answered.
 */
final class Desk implements Runnable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final IntFunction<HubNode> nodes;
    private final Consumer<HubNode> heard;
    private final String password;
    private final int share;
    private final int shares;
    private final Set<String> acknowledged;
    private final AtomicInteger turns = new AtomicInteger();
    private final Map<String, Integer> read = new ConcurrentHashMap<>();
    private final LinkedBlockingQueue<String> news = new LinkedBlockingQueue<>();
    private final AtomicBoolean lost = new AtomicBoolean(true);
    private volatile boolean closed;

    /**
     * @param nodes whom to ask on the n-th try
     * @param heard told of a node whose socket just told of something new
     * @param acknowledged gets the texts of replies that the hub took
     */
    Desk(
            IntFunction<HubNode> nodes,
            Consumer<HubNode> heard,
            String password,
            int share,
            int shares,
            Set<String> acknowledged) {
        this.nodes = nodes;
        this.heard = heard;
        this.password = password;
        this.share = share;
        this.shares = shares;
        this.acknowledged = acknowledged;
    }

    /** What an agent answers to a text. */
    static String replyTo(String text) {
        return "re " + text;
    }

    void close() {
        closed = true;
    }

    @Override
    public void run() {
        Browser browser = null;
        while (!closed) {
            try {
                if (browser == null || lost.get()) {
                    browser = connect();
                }
                String id = news.poll(200, TimeUnit.MILLISECONDS);
                if (id != null) {
                    answer(browser, id);
                }
            } catch (NodeAway e) {
                lost.set(true);
                pause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Connected first, then compared: what comes in between is told by the socket. */
    private Browser connect() {
        HubNode node = nodes.apply(share + turns.getAndIncrement());
        Browser browser = new Browser(node.port());
        try {
            if (browser.signIn("admin", password).status() != 200) {
                throw new NodeAway("No session");
            }
            lost.set(false);
            browser.socket(new Ear(node), "http://localhost:" + node.port());
        } catch (RuntimeException e) {
            throw new NodeAway(String.valueOf(e));
        }
        compare(browser);
        return browser;
    }

    private void compare(Browser browser) {
        String cursor = null;
        do {
            JsonNode page = get(browser, "/api/conversations?limit=100" + (cursor == null ? "" : "&cursor=" + cursor));
            for (JsonNode item : page.path("items")) {
                hear(item.path("id").asString(), item.path("lastNumber").asInt());
            }
            cursor = page.path("next").isNull() ? null : page.path("next").asString();
        } while (cursor != null);
    }

    private void hear(String id, int lastNumber) {
        if (Long.remainderUnsigned(Long.parseLong(id), shares) == share && read.getOrDefault(id, 0) < lastNumber) {
            news.add(id);
        }
    }

    private void answer(Browser browser, String id) {
        int done = read.getOrDefault(id, 0);
        try {
            JsonNode page = get(browser, "/api/conversations/" + id + "/messages?limit=100&from=" + (done + 1));
            for (JsonNode message : page.path("items")) {
                int number = message.path("number").asInt();
                if (number != done + 1) {
                    throw new IllegalStateException("Conversation " + id + " went from " + done + " to " + number);
                }
                if (message.path("author").path("kind").asString().equals("customer")
                        && message.path("content").path("kind").asString().equals("text")) {
                    reply(
                            browser,
                            id,
                            number,
                            message.path("content").path("text").asString());
                }
                done = number;
                read.put(id, done);
            }
            if (page.path("lastNumber").asInt() > done) {
                news.add(id);
            }
        } catch (NodeAway e) {
            news.add(id);
            throw e;
        }
    }

    private void reply(Browser browser, String id, int number, String text) {
        String reply = replyTo(text);
        Browser.Answer answer;
        try {
            answer = browser.post(
                    "/api/conversations/" + id + "/messages", Map.of("clientId", id + "-" + number, "text", reply));
        } catch (RuntimeException e) {
            throw new NodeAway(String.valueOf(e));
        }
        if (answer.status() != 201 && answer.status() != 200) {
            throw new NodeAway("Not taken: " + answer.status());
        }
        acknowledged.add(reply);
    }

    private static JsonNode get(Browser browser, String path) {
        Browser.Answer answer;
        try {
            answer = browser.get(path);
        } catch (RuntimeException e) {
            throw new NodeAway(String.valueOf(e));
        }
        if (answer.status() != 200) {
            throw new NodeAway(path + ": " + answer.status());
        }
        return answer.json();
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The node, its session or its store did not answer as they should; another try will. */
    private static final class NodeAway extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NodeAway(String message) {
            super(message);
        }
    }

    /** Hears hints; says when the connection is gone. */
    private final class Ear implements WebSocket.Listener {
        private final HubNode node;
        private final StringBuilder frame = new StringBuilder();

        Ear(HubNode node) {
            this.node = node;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            frame.append(data);
            if (last) {
                JsonNode hints = JSON.readTree(frame.toString()).path("items");
                if (!hints.isEmpty()) {
                    heard.accept(node);
                }
                for (JsonNode hint : hints) {
                    hear(hint.path("id").asString(), hint.path("lastNumber").asInt());
                }
                frame.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            lost.set(true);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable failure) {
            lost.set(true);
        }
    }
}
