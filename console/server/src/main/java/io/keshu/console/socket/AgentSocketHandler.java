package io.keshu.console.socket;

import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.conversation.ConversationQueries;
import io.keshu.domain.hint.Hint;
import io.keshu.domain.store.StoreUnavailableException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The agents' protocol: JSON in text frames. What it doesn't know it passes by, so that newer browsers can talk to it. */
@Component
final class AgentSocketHandler extends TextWebSocketHandler {

    /** The session's id, as an attribute of the handshake. */
    static final String SESSION_ID = "keshu.session";

    private static final String SOCKET = "keshu.socket";
    private static final String PARTS = "keshu.parts";
    private static final int MOST_IN_SYNC = 200;

    /** Of one frame from a browser: the longest sync fits twice. */
    private static final int MAX_FRAME = 32 * 1024;

    private static final Logger log = LoggerFactory.getLogger(AgentSocketHandler.class);

    private final AgentSockets sockets;
    private final ConversationQueries queries;
    private final JsonMapper json;
    private final String hello;

    AgentSocketHandler(
            AgentSockets sockets,
            ConversationQueries queries,
            JsonMapper json,
            @Value("${keshu.node-name:${HOSTNAME:hub}}") String node) {
        this.sockets = sockets;
        this.queries = queries;
        this.json = json;
        Map<String, Object> greeting = new LinkedHashMap<>();
        greeting.put("type", "hello");
        greeting.put("node", node);
        greeting.put("protocol", 1);
        this.hello = json.writeValueAsString(greeting);
    }

    @Override
    public boolean supportsPartialMessages() {
        return true;
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) {
        String sessionId = String.valueOf(session.getAttributes().get(SESSION_ID));
        session.getAttributes().put(SOCKET, sockets.open(new TomcatOutlet(session), sessionId, hello));
    }

    @Override
    protected void handleTextMessage(WebSocketSession session, TextMessage message) throws Exception {
        if (!(session.getAttributes().get(SOCKET) instanceof AgentSocket socket)) {
            return;
        }
        Object begun = session.getAttributes().remove(PARTS);
        String text = begun == null ? message.getPayload() : begun + message.getPayload();
        if (text.length() > MAX_FRAME) {
            session.close(CloseStatus.TOO_BIG_TO_PROCESS);
            return;
        }
        if (!message.isLast()) {
            session.getAttributes().put(PARTS, text);
            return;
        }
        JsonNode frame;
        try {
            frame = json.readTree(text);
        } catch (JacksonException e) {
            session.close(CloseStatus.BAD_DATA);
            return;
        }
        switch (frame.path("type").asString("")) {
            case "ping" -> socket.send("{\"type\":\"pong\"}");
            case "look" -> {
                long id = frame.path("conversation").asLong(0);
                socket.looksAt(id > 0 ? new ConversationId(id) : null);
            }
            case "sync" -> sync(session, socket, frame.path("conversations"));
            default -> log.debug("event=socket_frame_unknown");
        }
    }

    private void sync(WebSocketSession session, AgentSocket socket, JsonNode held) throws Exception {
        Map<ConversationId, Integer> numbers = new LinkedHashMap<>();
        for (JsonNode conversation : held) {
            long id = conversation.path("id").asLong(0);
            if (id > 0 && numbers.size() < MOST_IN_SYNC) {
                numbers.put(
                        new ConversationId(id), conversation.path("lastNumber").asInt(0));
            }
        }
        try {
            List<HintItem> differing = new ArrayList<>();
            queries.lastNumbers(numbers.keySet()).forEach((id, last) -> {
                if (!last.equals(numbers.get(id))) {
                    differing.add(HintItem.of(new Hint(id, last, 0)));
                }
            });
            if (!differing.isEmpty()) {
                socket.offer(differing, HintItem.frame(differing));
            }
        } catch (StoreUnavailableException e) {
            // Connecting again brings another sync.
            session.close(CloseStatus.SERVICE_OVERLOAD);
        }
    }

    @Override
    public void handleTransportError(WebSocketSession session, Throwable failure) {
        log.debug("event=socket_failed detail=\"{}\"", failure.getMessage());
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        if (session.getAttributes().get(SOCKET) instanceof AgentSocket socket) {
            sockets.closed(socket);
        }
    }
}
