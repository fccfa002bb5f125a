package io.keshu.channels.web.outbound;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;

/** Sends without a thread of its own: the container goes on when the browser has taken what was written. */
public final class SocketOutlet implements Outlet {

    /** Longer than what makes a slow reader, which usually decides. */
    private static final long SEND_TIMEOUT_MILLIS = 30_000;

    private static final Logger log = LoggerFactory.getLogger(SocketOutlet.class);

    private final WebSocketSession session;
    private final RemoteEndpoint.Async remote;

    public SocketOutlet(WebSocketSession session) {
        this.session = session;
        Session container = ((NativeWebSocketSession) session).getNativeSession(Session.class);
        if (container == null) {
            throw new IllegalStateException("No container's session under " + session.getClass());
        }
        this.remote = container.getAsyncRemote();
        this.remote.setSendTimeout(SEND_TIMEOUT_MILLIS);
    }

    @Override
    public void send(String frame, Consumer<Boolean> ended) {
        try {
            remote.sendText(frame, result -> ended.accept(result.isOK()));
        } catch (IllegalStateException e) {
            log.debug("event=visitor_send_refused detail=\"{}\"", e.getMessage());
            ended.accept(false);
        }
    }

    @Override
    public void close(int code, String reason) {
        try {
            session.close(new CloseStatus(code, reason));
        } catch (IOException | IllegalStateException e) {
            log.debug("event=visitor_close_failed detail=\"{}\"", e.getMessage());
        }
    }
}
