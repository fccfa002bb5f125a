package io.keshu.console.socket;

import io.keshu.console.HubProperties;
import io.keshu.console.session.SignedInAgent;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.server.HandshakeInterceptor;
import org.springframework.web.socket.server.standard.ServletServerContainerFactoryBean;

/** {@code /ws/agent}: for agents who are signed in, from the hub's own pages. */
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class SocketConfiguration implements WebSocketConfigurer {

    /**
     * Of a part of a frame, in characters. The container gives every socket such a buffer for as long as it is open, visitors' too; longer
     * frames come in parts.
     */
    private static final int BUFFER = 2 * 1024;

    private final AgentSocketHandler handler;
    private final HubProperties hub;

    SocketConfiguration(AgentSocketHandler handler, HubProperties hub) {
        this.handler = handler;
        this.hub = hub;
    }

    @Override
    public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
        // The same origin is always allowed; the public one too, behind a proxy that changes the Host header.
        registry.addHandler(handler, "/ws/agent")
                .setAllowedOrigins(hub.origin())
                .setHandshakeHandler(new SessionlessHandshake())
                .addInterceptors(new SessionOnHandshake());
    }

    @Bean
    static ServletServerContainerFactoryBean webSocketContainer() {
        ServletServerContainerFactoryBean container = new ServletServerContainerFactoryBean();
        container.setMaxTextMessageBufferSize(BUFFER);
        container.setMaxBinaryMessageBufferSize(128);
        return container;
    }

    /** Notes the session that the socket lives with. */
    private static final class SessionOnHandshake implements HandshakeInterceptor {

        @Override
        public boolean beforeHandshake(
                ServerHttpRequest request,
                ServerHttpResponse response,
                WebSocketHandler handler,
                Map<String, Object> attributes) {
            Object sessionId =
                    ((ServletServerHttpRequest) request).getServletRequest().getAttribute(SignedInAgent.SESSION_ID);
            if (sessionId == null) {
                response.setStatusCode(HttpStatus.UNAUTHORIZED);
                return false;
            }
            attributes.put(AgentSocketHandler.SESSION_ID, sessionId);
            return true;
        }

        @Override
        public void afterHandshake(
                ServerHttpRequest request,
                ServerHttpResponse response,
                WebSocketHandler handler,
                @Nullable Exception failure) {}
    }
}
