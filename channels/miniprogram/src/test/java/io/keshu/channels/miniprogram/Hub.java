package io.keshu.channels.miniprogram;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.keshu.channels.api.InboundSink;
import io.keshu.channels.api.WebhookReply;
import io.keshu.channels.api.WebhookRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** As much of a hub as calls the channel when its webhook is called. */
final class Hub implements AutoCloseable {

    private static final String PATH = "/webhooks/miniprogram/";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    Hub(MiniprogramChannel channel, InboundSink sink) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext(
                PATH,
                call -> answer(
                        call,
                        channel.receive(request(call), sink)
                                .toCompletableFuture()
                                .join()));
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + PATH + Shop.KEY;
    }

    private static WebhookRequest request(HttpExchange call) throws IOException {
        Map<String, String> query = new HashMap<>();
        for (String pair : call.getRequestURI().getRawQuery().split("&", -1)) {
            int equals = pair.indexOf('=');
            query.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return new WebhookRequest(
                call.getRequestMethod(),
                call.getRequestURI().getPath().substring(PATH.length()),
                query,
                call.getRequestHeaders().getFirst("Content-Type"),
                call.getRequestBody().readAllBytes(),
                "trace");
    }

    private static void answer(HttpExchange call, WebhookReply reply) throws IOException {
        call.sendResponseHeaders(reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
        call.getResponseBody().write(reply.body());
        call.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
