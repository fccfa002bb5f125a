package io.keshu.channels.wechat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** As much of WeChat's API as sending a text needs, and answers on demand. */
final class WechatApi implements AutoCloseable {

    /** Closes the connection instead of answering. */
    static final String CUT = "cut";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ConcurrentLinkedQueue<String> script = new ConcurrentLinkedQueue<>();
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final List<String> tokensUsed = new CopyOnWriteArrayList<>();
    private final AtomicInteger tokens = new AtomicInteger();

    WechatApi() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext(
                "/cgi-bin/stable_token",
                call -> answer(
                        call,
                        200,
                        "{\"access_token\":\"token-" + tokens.incrementAndGet() + "\",\"expires_in\":7200}"));
        server.createContext("/cgi-bin/message/custom/send", this::send);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** How the next call to send ends: an errcode, {@code HTTP 500}, {@link #CUT}, or any other body. */
    void next(String answer) {
        script.add(answer);
    }

    /** The bodies of messages that were taken. */
    List<String> sent() {
        return sent;
    }

    List<String> tokensUsed() {
        return tokensUsed;
    }

    private void send(HttpExchange call) throws IOException {
        String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        tokensUsed.add(call.getRequestURI().getQuery());
        String scripted = script.poll();
        if (scripted == null) {
            sent.add(body);
            answer(call, 200, "{\"errcode\":0,\"errmsg\":\"ok\"}");
        } else if (scripted.equals(CUT)) {
            call.close();
        } else if (scripted.startsWith("HTTP ")) {
            answer(call, Integer.parseInt(scripted.substring(5)), "<html>");
        } else if (scripted.matches("-?\\d+")) {
            answer(call, 200, "{\"errcode\":" + scripted + ",\"errmsg\":\"no\"}");
        } else {
            answer(call, 200, scripted);
        }
    }

    private static void answer(HttpExchange call, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        call.getResponseHeaders().add("Content-Type", "application/json; encoding=utf-8");
        call.sendResponseHeaders(status, bytes.length);
        call.getResponseBody().write(bytes);
        call.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
