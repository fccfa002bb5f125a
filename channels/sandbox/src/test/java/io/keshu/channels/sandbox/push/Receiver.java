package io.keshu.channels.sandbox.push;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** An account's server that keeps what it is told and answers as the test says. */
final class Receiver implements AutoCloseable {

    /** One call that arrived. */
    record Received(String method, Map<String, String> query, String body) {

        String field(String name) {
            try {
                return Xml.read(body).getOrDefault(name, "");
            } catch (BadAnswerException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** An answer; a status of 0 cuts the connection, one below 0 lets it wait for the test's end. */
    record Answer(int status, String body) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private final ConcurrentLinkedQueue<Function<Received, Answer>> script = new ConcurrentLinkedQueue<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/webhook", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/webhook";
    }

    /** How the next call is answered; without one, success. */
    Receiver then(int status, String body) {
        return then(call -> new Answer(status, body));
    }

    Receiver then(Function<Received, Answer> answer) {
        script.add(answer);
        return this;
    }

    List<Received> received() {
        return received;
    }

    /** How many calls were being answered at the same time. */
    int mostAtOnce() {
        return most.get();
    }

    private void handle(HttpExchange call) throws IOException {
        most.accumulateAndGet(now.incrementAndGet(), Math::max);
        Map<String, String> query = new HashMap<>();
        Arrays.stream(call.getRequestURI().getQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .forEach(pair -> query.put(pair[0], pair[1]));
        Received one = new Received(
                call.getRequestMethod(),
                query,
                new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Function<Received, Answer> scripted = script.poll();
        received.add(one);
        Answer answer = scripted == null ? new Answer(200, "success") : scripted.apply(one);
        if (answer.status() < 0) {
            awaitEnd();
        }
        now.decrementAndGet();
        if (answer.status() <= 0) {
            call.close();
            return;
        }
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        call.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        call.getResponseBody().write(bytes);
        call.close();
    }

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
