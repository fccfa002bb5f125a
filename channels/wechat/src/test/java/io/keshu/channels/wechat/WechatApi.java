package io.keshu.channels.wechat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** As much of WeChat's API as sending and fetching needs, and answers on demand. */
final class WechatApi implements AutoCloseable {

    /** Closes the connection instead of answering. */
    static final String CUT = "cut";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ConcurrentLinkedQueue<String> script = new ConcurrentLinkedQueue<>();
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final List<String> tokensUsed = new CopyOnWriteArrayList<>();
    private final AtomicInteger tokens = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> typingScript = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> uploadScript = new ConcurrentLinkedQueue<>();
    private final List<String> typed = new CopyOnWriteArrayList<>();
    private final List<Upload> uploads = new CopyOnWriteArrayList<>();
    private final Map<String, byte[]> kept = new ConcurrentHashMap<>();

    /** One file that was uploaded. */
    record Upload(String type, String name, String contentType, String latin) {

        byte[] content() {
            return latin.getBytes(StandardCharsets.ISO_8859_1);
        }
    }

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
        server.createContext("/cgi-bin/message/custom/typing", this::type);
        server.createContext("/cgi-bin/media/upload", this::upload);
        server.createContext("/cgi-bin/media/get", this::download);
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

    List<Upload> uploads() {
        return uploads;
    }

    List<String> typed() {
        return typed;
    }

    void nextTyping(String errcode) {
        typingScript.add(errcode);
    }

    void nextUpload(String errcode) {
        uploadScript.add(errcode);
    }

    /** Keeps media that a customer sent. */
    void keep(String mediaId, byte[] content) {
        kept.put(mediaId, content);
    }

    /** Answers this JSON in the place of media. */
    void keepJson(String mediaId, String json) {
        kept.put(mediaId + ".json", json.getBytes(StandardCharsets.UTF_8));
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

    private void type(HttpExchange call) throws IOException {
        typed.add(new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        String scripted = typingScript.poll();
        answer(call, 200, "{\"errcode\":" + (scripted == null ? "0" : scripted) + ",\"errmsg\":\"\"}");
    }

    private void upload(HttpExchange call) throws IOException {
        String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
        String type = call.getRequestURI().getQuery().replaceAll(".*type=([a-z]+).*", "$1");
        String scripted = uploadScript.poll();
        if (scripted != null) {
            answer(call, 200, "{\"errcode\":" + scripted + ",\"errmsg\":\"no\"}");
            return;
        }
        uploads.add(new Upload(
                type,
                body.replaceAll("(?s).*?filename=\"([^\"]*)\".*", "$1"),
                body.replaceAll("(?s).*?Content-Type: (\\S+).*", "$1"),
                body.substring(body.indexOf("\r\n\r\n") + 4, body.lastIndexOf("\r\n--"))));
        String name = type.equals("thumb") ? "thumb_media_id" : "media_id";
        answer(
                call,
                200,
                "{\"type\":\"" + type + "\",\"" + name + "\":\"MEDIA-" + uploads.size() + "\",\"created_at\":1}");
    }

    private void download(HttpExchange call) throws IOException {
        String query = call.getRequestURI().getQuery();
        String id = query.replaceAll(".*media_id=([^&]+).*", "$1");
        byte[] content = kept.get(id);
        if (content == null) {
            answer(call, 200, kept.containsKey(id + ".json") ? json(id) : "{\"errcode\":40007,\"errmsg\":\"no\"}");
            return;
        }
        call.getResponseHeaders().add("Content-Type", "image/jpeg");
        call.getResponseHeaders().add("Content-disposition", "attachment; filename=\"" + id + ".jpg\"");
        call.sendResponseHeaders(200, content.length == 0 ? -1 : content.length);
        call.getResponseBody().write(content);
        call.close();
    }

    private String json(String id) {
        return new String(kept.get(id + ".json"), StandardCharsets.UTF_8);
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
