package io.keshu.console.webhook;

import io.keshu.channels.api.AcceptFailedException;
import io.keshu.channels.api.InboundSink;
import io.keshu.channels.api.PassiveReply;
import io.keshu.channels.api.WebhookChannel;
import io.keshu.channels.api.WebhookReply;
import io.keshu.channels.api.WebhookReply.Outcome;
import io.keshu.channels.api.WebhookRequest;
import io.keshu.console.trace.TraceIds;
import io.keshu.console.web.Refusals;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
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
    private static final int TOO_MANY_REQUESTS = 429;
    private static final byte[] EMPTY = new byte[0];

    /** Providers give up after five seconds: before that they are told to come again. */
    private static final long PATIENCE_MILLIS = 4_500;

    /** Write answers; each is a few bytes. */
    private static final int WRITERS = 2;

    private final transient Map<String, WebhookChannel> channels;
    private final transient Function<String, InboundSink> sinks;
    private final transient WebhookMetrics metrics;
    private final transient RefusalLog refusals;
    private final transient StrangerLimit strangers;
    private final transient Refusals counted;
    private final transient Supplier<String> publicUrl;
    private final transient ThreadPoolExecutor writers = new ThreadPoolExecutor(
            WRITERS, WRITERS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), WebhookServlet::writer);

    /**
     * @param sinks makes the sink for a trace id
     * @param publicUrl where providers reach the hub
     */
    WebhookServlet(
            Map<String, WebhookChannel> channels,
            Function<String, InboundSink> sinks,
            WebhookMetrics metrics,
            RefusalLog refusals,
            StrangerLimit strangers,
            Refusals counted,
            Supplier<String> publicUrl) {
        this.channels = Map.copyOf(channels);
        this.sinks = sinks;
        this.metrics = metrics;
        this.refusals = refusals;
        this.strangers = strangers;
        this.counted = counted;
        this.publicUrl = publicUrl;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String traceId = TraceIds.of(request.getHeader("traceparent"), request.getHeader("X-Request-Id"));
        WebhookAddress address = WebhookAddress.of(request.getPathInfo());
        Call call = new Call(address, traceId, request.getRemoteAddr(), System.nanoTime());
        MDC.put(TraceIds.MDC_KEY, traceId);
        try {
            CompletableFuture<WebhookReply> answer =
                    answer(request, address, traceId).toCompletableFuture();
            if (answer.isDone()) {
                finish(call, settled(call, answer), response);
            } else {
                // The thread goes on to other calls while the message is being stored.
                AsyncContext async = request.startAsync(request, response);
                async.setTimeout(PATIENCE_MILLIS);
                async.addListener(new Patience(call, async));
                CompletableFuture<Void> unused =
                        answer.handleAsync((reply, failure) -> complete(call, async, answer), writers);
            }
        } finally {
            MDC.remove(TraceIds.MDC_KEY);
        }
    }

    @Override
    public void destroy() {
        writers.shutdown();
    }

    private CompletionStage<WebhookReply> answer(HttpServletRequest request, WebhookAddress address, String traceId)
            throws IOException {
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
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** The reply of a stage that is done. What failed is tried again by the provider, and nothing is lost meanwhile. */
    private WebhookReply settled(Call call, CompletableFuture<WebhookReply> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (!(cause instanceof AcceptFailedException) && refusals.mayShowFault()) {
                log.error(
                        "event=webhook_failed channel={} traceId={}",
                        call.address().channelType(),
                        call.traceId(),
                        cause);
            }
            return reply(Outcome.UNAVAILABLE, 503);
        }
    }

    private @Nullable Void complete(Call call, AsyncContext async, CompletableFuture<WebhookReply> answer) {
        WebhookReply reply = settled(call, answer);
        if (!call.claim()) {
            if (reply.passiveReply() != null) {
                reply.passiveReply().unclear("The provider's call had ended before the answer was ready");
            }
            return null;
        }
        try {
            finish(call, reply, (HttpServletResponse) async.getResponse());
        } catch (IOException | RuntimeException e) {
            // The container has runtime exceptions of its own for connections that are gone.
            log.debug("event=webhook_unanswered traceId={} detail=\"{}\"", call.traceId(), e.getMessage());
        } finally {
            async.complete();
        }
        return null;
    }

    private void finish(Call call, WebhookReply reply, HttpServletResponse response) throws IOException {
        int wait = strange(reply.outcome()) ? strangers.count(call.from()) : 0;
        if (wait > 0) {
            counted.refused(Refusals.Reason.WEBHOOK_LIMIT, call.from());
            response.setHeader("Retry-After", Integer.toString(wait));
            write(reply(reply.outcome(), TOO_MANY_REQUESTS), response);
        } else {
            write(reply, response);
        }
        metrics.answered(label(call.address()), reply.outcome(), System.nanoTime() - call.began());
        if (refused(reply.outcome())) {
            refusals.refused(reply.outcome(), call.address(), call.from(), call.traceId());
        }
    }

    /** Ends calls whose message was not stored in time, and learns of connections that broke. */
    private final class Patience implements AsyncListener {
        private final Call call;
        private final AsyncContext async;

        Patience(Call call, AsyncContext async) {
            this.call = call;
            this.async = async;
        }

        @Override
        public void onTimeout(AsyncEvent event) throws IOException {
            if (call.claim()) {
                try {
                    finish(call, reply(Outcome.UNAVAILABLE, 503), (HttpServletResponse) async.getResponse());
                } finally {
                    async.complete();
                }
            }
        }

        @Override
        public void onError(AsyncEvent event) {
            if (call.claim()) {
                async.complete();
            }
        }

        @Override
        public void onComplete(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }

    private static void write(WebhookReply reply, HttpServletResponse response) throws IOException {
        @Nullable PassiveReply passive = reply.passiveReply();
        try {
            response.setStatus(reply.status());
            response.setContentType(reply.contentType());
            // Some answers repeat what the caller sent: no browser is to make a page of it.
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
            response.setContentLength(reply.body().length);
            if (reply.outcome() == Outcome.UNAVAILABLE) {
                response.setHeader("Retry-After", "1");
            } else if (reply.outcome() == Outcome.METHOD_NOT_ALLOWED) {
                response.setHeader("Allow", "GET, POST");
            }
            response.getOutputStream().write(reply.body());
            response.flushBuffer();
        } catch (IOException | RuntimeException e) {
            if (passive != null) {
                passive.unclear("The provider's connection broke while the answer was written");
            }
            throw e;
        }
        if (passive != null) {
            passive.written();
        }
    }

    private static Thread writer(Runnable work) {
        Thread thread = new Thread(work, "keshu-webhook-answers");
        thread.setDaemon(true);
        return thread;
    }

    private String label(WebhookAddress address) {
        return channels.containsKey(address.channelType()) ? address.channelType() : "none";
    }

    private static CompletionStage<WebhookReply> refusal(Outcome outcome, int status) {
        return CompletableFuture.completedFuture(reply(outcome, status));
    }

    private static WebhookReply reply(Outcome outcome, int status) {
        return new WebhookReply(outcome, status, "text/plain", EMPTY, null);
    }

    /** Whether no provider calls so. */
    private static boolean strange(Outcome outcome) {
        return refused(outcome) && outcome != Outcome.UNAVAILABLE;
    }

    private static boolean refused(Outcome outcome) {
        return switch (outcome) {
            case ACCEPTED, DUPLICATE, HANDSHAKE -> false;
            default -> true;
        };
    }
}
