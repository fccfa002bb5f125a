package io.keshu.console.webhook;

import io.keshu.channels.api.AcceptFailedException;
import io.keshu.channels.api.InboundSink;
import io.keshu.channels.api.PassiveReply;
import io.keshu.channels.api.WebhookChannel;
import io.keshu.channels.api.WebhookReply;
import io.keshu.channels.api.WebhookReply.Outcome;
import io.keshu.channels.api.WebhookRequest;
import io.keshu.console.trace.TraceIds;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Takes providers' calls at {@code /webhooks/{channelType}/{accountKey}} and hands them to their channel. The hot path: a plain
 * servlet without a filter before it.
 */
final class WebhookServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final Logger log = LoggerFactory.getLogger(WebhookServlet.class);
    private static final byte[] EMPTY = new byte[0];

    private final transient Map<String, WebhookChannel> channels;
    private final transient Function<String, InboundSink> sinks;
    private final transient WebhookMetrics metrics;
    private final transient RefusalLog refusals;
    private final transient Supplier<String> publicUrl;

    /**
     * @param sinks makes the sink for a trace id
     * @param publicUrl where providers reach the hub
     */
    WebhookServlet(
            Map<String, WebhookChannel> channels,
            Function<String, InboundSink> sinks,
            WebhookMetrics metrics,
            RefusalLog refusals,
            Supplier<String> publicUrl) {
        this.channels = Map.copyOf(channels);
        this.sinks = sinks;
        this.metrics = metrics;
        this.refusals = refusals;
        this.publicUrl = publicUrl;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        long began = System.nanoTime();
        String traceId = TraceIds.of(request.getHeader("traceparent"), request.getHeader("X-Request-Id"));
        MDC.put(TraceIds.MDC_KEY, traceId);
        WebhookAddress address = WebhookAddress.of(request.getPathInfo());
        try {
            WebhookReply reply = answer(request, address, traceId);
            write(reply, response);
            metrics.answered(label(address), reply.outcome(), System.nanoTime() - began);
            if (refused(reply.outcome())) {
                refusals.refused(reply.outcome(), address, request.getRemoteAddr(), traceId);
            }
        } finally {
            MDC.remove(TraceIds.MDC_KEY);
        }
    }

    private WebhookReply answer(HttpServletRequest request, WebhookAddress address, String traceId) throws IOException {
        WebhookChannel channel = channels.get(address.channelType());
        if (channel == null) {
            return refusal(Outcome.UNKNOWN_ACCOUNT, 404);
        }
        String method = request.getMethod();
        if (!method.equals("POST") && !method.equals("GET")) {
            return refusal(Outcome.METHOD_NOT_ALLOWED, 405);
        }
        byte[] body = method.equals("GET") ? EMPTY : WebhookBody.read(request);
        if (body == null) {
            return refusal(Outcome.TOO_LARGE, 413);
        }
        Map<String, String> query = QueryString.parse(request.getQueryString());
        if (query == null) {
            return refusal(Outcome.MALFORMED, 400);
        }
        try {
            return channel.receive(
                    new WebhookRequest(
                            method,
                            address.accountKey(),
                            query,
                            request.getContentType(),
                            body,
                            traceId,
                            new ServletCaller(request, publicUrl)),
                    sinks.apply(traceId));
        } catch (AcceptFailedException e) {
            return refusal(Outcome.UNAVAILABLE, 503);
        } catch (RuntimeException e) {
            // A fault of the channel: the provider tries again, and nothing is lost meanwhile.
            if (refusals.mayShowFault()) {
                log.error("event=webhook_failed channel={} traceId={}", address.channelType(), traceId, e);
            }
            return refusal(Outcome.UNAVAILABLE, 503);
        }
    }

    private static void write(WebhookReply reply, HttpServletResponse response) throws IOException {
        @Nullable PassiveReply passive = reply.passiveReply();
        try {
            response.setStatus(reply.status());
            response.setContentType(reply.contentType());
            response.setContentLength(reply.body().length);
            if (reply.outcome() == Outcome.UNAVAILABLE) {
                response.setHeader("Retry-After", "1");
            } else if (reply.outcome() == Outcome.METHOD_NOT_ALLOWED) {
                response.setHeader("Allow", "GET, POST");
            }
            response.getOutputStream().write(reply.body());
            response.flushBuffer();
        } catch (IOException e) {
            if (passive != null) {
                passive.unclear("The provider's connection broke while the answer was written");
            }
            throw e;
        }
        if (passive != null) {
            passive.written();
        }
    }

    private String label(WebhookAddress address) {
        return channels.containsKey(address.channelType()) ? address.channelType() : "none";
    }

    private static WebhookReply refusal(Outcome outcome, int status) {
        return new WebhookReply(outcome, status, "text/plain", EMPTY, null);
    }

    private static boolean refused(Outcome outcome) {
        return switch (outcome) {
            case ACCEPTED, DUPLICATE, HANDSHAKE -> false;
            default -> true;
        };
    }
}
