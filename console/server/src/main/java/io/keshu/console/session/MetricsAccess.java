package io.keshu.console.session;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.stereotype.Component;

/** The figures are the company's business: whoever reads them sends {@code keshu.metrics.token}, or runs on the same machine. */
@Component
final class MetricsAccess implements AuthorizationManager<RequestAuthorizationContext> {

    private static final String BEARER = "Bearer ";

    private final String token;

    MetricsAccess(@Value("${keshu.metrics.token:}") String token) {
        this.token = token;
    }

    @Override
    public AuthorizationResult authorize(
            Supplier<? extends @Nullable Authentication> authentication, RequestAuthorizationContext context) {
        HttpServletRequest request = context.getRequest();
        return new AuthorizationDecision(token.isEmpty() ? local(request) : carriesToken(request));
    }

    private boolean carriesToken(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header != null
                && header.startsWith(BEARER)
                && MessageDigest.isEqual(
                        header.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8),
                        token.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Whoever comes from the own network may state any address by X-Forwarded-For, this machine's too. Our end of the connection is what
     * only a program of this machine finds on the loopback.
     */
    private static boolean local(HttpServletRequest request) {
        try {
            return InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress()
                    && InetAddress.getByName(request.getLocalAddr()).isLoopbackAddress()
                    && request.getHeader("X-Forwarded-For") == null;
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
