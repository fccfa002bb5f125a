package io.keshu.channels.wechat;

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

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final WechatChannel channel;
    private final InboundSink sink;

    Hub(WechatChannel channel, InboundSink sink) {
        this.channel = channel;
        this.sink = sink;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/webhooks/wechat/", this::handle);
        server.start();
    }

    String url(String key) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/webhooks/wechat/" + key;
    }

    private void handle(HttpExchange call) throws IOException {
        Map<String, String> query = new HashMap<>();
        for (String pair : call.getRequestURI().getRawQuery().split("&", -1)) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        WebhookReply reply = channel.receive(
                        new WebhookRequest(
                                call.getRequestMethod(),
                                call.getRequestURI().getPath().substring("/webhooks/wechat/".length()),
                                query,
                                call.getRequestHeaders().getFirst("Content-Type"),
                                call.getRequestBody().readAllBytes(),
                                "trace"),
                        sink)
                .toCompletableFuture()
                .join();
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
