package io.keshu.console.socket;

import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpSession;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeHandler;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;

/**
 * Opens sockets without showing the container the session, which it would read: {@link AgentSockets} looks after sessions itself, and
 * while they can't be read, agents who are known get their sockets all the same.
 */
final class SessionlessHandshake implements HandshakeHandler {

    private final HandshakeHandler handshake = new DefaultHandshakeHandler();

    @Override
    public boolean doHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            Map<String, Object> attributes) {
        return handshake.doHandshake(sessionless(request), response, handler, attributes);
    }

    private static ServerHttpRequest sessionless(ServerHttpRequest request) {
        return new ServletServerHttpRequest(
                new HttpServletRequestWrapper(((ServletServerHttpRequest) request).getServletRequest()) {
                    @Override
                    public @Nullable HttpSession getSession(boolean create) {
                        return null;
                    }

                    @Override
                    public @Nullable HttpSession getSession() {
                        return null;
                    }
                });
    }
}
