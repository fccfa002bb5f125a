package io.keshu.console.web;

import io.keshu.console.trace.TraceIds;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The outermost filter of whatever people and their browsers ask for: gives the call its trace id, and answers 503 when the
 * sessions can't be read, so that a Redis that is away neither signs anybody out nor looks like a fault of the hub.
 */
final class EdgeFilter extends OncePerRequestFilter {

    private static final Logger log = LoggerFactory.getLogger(EdgeFilter.class);

    private final Problems problems;

    EdgeFilter(Problems problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String traceId = TraceIds.of(request.getHeader("traceparent"), request.getHeader("X-Request-Id"));
        MDC.put(TraceIds.MDC_KEY, traceId);
        response.setHeader("X-Request-Id", traceId);
        try {
            chain.doFilter(request, response);
        } catch (DataAccessException e) {
            log.warn("event=request_refused reason=session_store_unavailable detail=\"{}\"", e.getMessage());
            if (!response.isCommitted()) {
                response.reset();
                response.setHeader("X-Request-Id", traceId);
                problems.write(request, response, HttpStatus.SERVICE_UNAVAILABLE, "session.store_unavailable");
            }
        } finally {
            MDC.remove(TraceIds.MDC_KEY);
        }
    }
}
