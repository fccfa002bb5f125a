package io.keshu.channels.web.inbound;

import io.keshu.channels.web.Refusal;
import io.keshu.channels.web.config.Deployment;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;

/** Lets pages and apps open a socket that the deployment allows. Visitors have no session of the container's. */
final class Handshake implements HandshakeInterceptor, HandshakeHandler {

    private final VisitorDesk desk;
    private final Refusals refusals;
    /** Without compression, for which the container would hold some hundred kilobytes for every socket. */
    private final HandshakeHandler handshake = new DefaultHandshakeHandler() {
        @Override
        protected List<WebSocketExtension> filterRequestedExtensions(
                ServerHttpRequest request,
                List<WebSocketExtension> requestedExtensions,
                List<WebSocketExtension> supportedExtensions) {
            return List.of();
        }
    };

    Handshake(VisitorDesk desk, Refusals refusals) {
        this.desk = desk;
        this.refusals = refusals;
    }

    @Override
    public boolean beforeHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            Map<String, Object> attributes) {
        HttpServletRequest servlet = ((ServletServerHttpRequest) request).getServletRequest();
        String key = VisitorEndpoint.parts(servlet).deployment();
        try {
            Deployment deployment = desk.deployment(key);
            String origin = servlet.getHeader("Origin");
            desk.checkOrigin(deployment, origin);
            if (origin != null) {
                attributes.put(VisitorSocketHandler.ORIGIN, origin);
            }
            attributes.put(VisitorSocketHandler.DEPLOYMENT, deployment);
            attributes.put(VisitorSocketHandler.ADDRESS, servlet.getRemoteAddr());
            return true;
        } catch (Refusal e) {
            refusals.count(e.code(), key);
            response.setStatusCode(HttpStatusCode.valueOf(e.code().status()));
            return false;
        }
    }

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

    @Override
    public void afterHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            @Nullable Exception failure) {}
}
