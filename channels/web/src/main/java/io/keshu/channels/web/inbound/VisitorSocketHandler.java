package io.keshu.channels.web.inbound;

import io.keshu.channels.web.config.Deployment;
import io.keshu.channels.web.outbound.SocketOutlet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.SubProtocolCapable;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The container's side of visitors' sockets: puts frames together, which come in parts so that idle sockets need small buffers. */
final class VisitorSocketHandler extends TextWebSocketHandler implements SubProtocolCapable {

    static final String DEPLOYMENT = "keshu.deployment";
    static final String ADDRESS = "keshu.address";
    static final String ORIGIN = "keshu.origin";
    static final int MAX_FRAME = 32 * 1024;

    private static final String CONNECTION = "keshu.connection";
    private static final String PARTS = "keshu.parts";
    private static final Logger log = LoggerFactory.getLogger(VisitorSocketHandler.class);

    private final Connection.Shared shared;
    private final JsonMapper json;

    VisitorSocketHandler(Connection.Shared shared, JsonMapper json) {
        this.shared = shared;
        this.json = json;
    }

    @Override
    public List<String> getSubProtocols() {
        return List.of("keshu.v1");
    }

    @Override
    public boolean supportsPartialMessages() {
        return true;
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) {
        Map<String, Object> attributes = session.getAttributes();
        Connection connection = new Connection(
                shared,
                Objects.requireNonNull((Deployment) attributes.get(DEPLOYMENT)),
                new SocketOutlet(session),
                String.valueOf(attributes.get(ADDRESS)),
                (String) attributes.get(ORIGIN));
        attributes.put(CONNECTION, connection);
        if (!shared.sockets().add(connection)) {
            connection.tooMany();
        }
    }

    @Override
    protected void handleTextMessage(WebSocketSession session, TextMessage message) throws Exception {
        if (!(session.getAttributes().get(CONNECTION) instanceof Connection connection)) {
            return;
        }
        String text = message.getPayload();
        StringBuilder begun = (StringBuilder) session.getAttributes().remove(PARTS);
        if (text.length() + (begun == null ? 0 : begun.length()) > MAX_FRAME) {
            connection.close(CloseStatus.TOO_BIG_TO_PROCESS.getCode(), "frame too large");
            return;
        }
        if (!message.isLast()) {
            session.getAttributes().put(PARTS, (begun == null ? new StringBuilder() : begun).append(text));
            return;
        }
        if (begun != null) {
            text = begun.append(text).toString();
        }
        JsonNode frame;
        try {
            frame = json.readTree(text);
        } catch (JacksonException e) {
            connection.close(CloseStatus.BAD_DATA.getCode(), "not JSON");
            return;
        }
        connection.frame(frame);
    }

    @Override
    public void handleTransportError(WebSocketSession session, Throwable failure) {
        log.debug("event=visitor_socket_failed detail=\"{}\"", failure.getMessage());
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        if (session.getAttributes().get(CONNECTION) instanceof Connection connection) {
            connection.ended();
        }
    }
}
