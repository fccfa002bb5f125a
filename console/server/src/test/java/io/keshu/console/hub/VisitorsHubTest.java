package io.keshu.console.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keshu.console.Browser;
import io.keshu.console.fault.HubNode;
import io.keshu.embedded.EmbeddedServers;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A visitor of the company's website on one node of the hub, her agent on another. */
class VisitorsHubTest extends HubTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String ORIGIN = "https://www.shop.example";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    @Autowired
    private Environment environment;

    private String deployment;
    private String token;

    private HubNode otherNode() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        return new HubNode(
                "visitors-b",
                free,
                folder,
                Map.of(
                        "keshu.embedded.enabled",
                        "false",
                        "keshu.sandbox.enabled",
                        "false",
                        "keshu.data-dir",
                        "target/hub-test",
                        "keshu.public-url",
                        "http://127.0.0.1:" + free,
                        "spring.datasource.url",
                        environment.getRequiredProperty("spring.datasource.url"),
                        "spring.datasource.username",
                        environment.getRequiredProperty("spring.datasource.username"),
                        "spring.datasource.password",
                        environment.getRequiredProperty("spring.datasource.password"),
                        "keshu.redis.address",
                        EmbeddedServers.shared().redis().address()));
    }

    private HttpResponse<String> call(int node, String method, String path, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + node + "/visitors/" + deployment + "/" + path))
                .timeout(Duration.ofSeconds(30))
                .header("Origin", ORIGIN)
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<String> answer = HTTP.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .join();
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        return answer;
    }

    private JsonNode json(int node, String method, String path, String body) {
        HttpResponse<String> answer = call(node, method, path, body.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 202);
        return JSON.readTree(answer.body());
    }

    private WebSocket visit(int node, Wire wire, String after) {
        WebSocket socket = HTTP.newWebSocketBuilder()
                .subprotocols("keshu.v1")
                .header("Origin", ORIGIN)
                .buildAsync(URI.create("ws://127.0.0.1:" + node + "/visitors/" + deployment + "/socket"), wire)
                .join();
        say(socket, "{\"type\":\"hello\",\"language\":\"zh\",\"token\":\"" + token + "\",\"after\":\"" + after + "\"}");
        wire.frame("welcome", frame -> true);
        return socket;
    }

    private static void say(WebSocket socket, String frame) {
        socket.sendText(frame, true).join();
    }

    private static String text(String id, String text) {
        return "{\"type\":\"send\",\"id\":\"" + id + "\",\"content\":{\"kind\":\"text\",\"text\":\"" + text + "\"}}";
    }

    private void deploy() {
        deployment = "site" + UUID.randomUUID().toString().substring(0, 8);
        Browser.Answer created = agent().post(
                        "/api/channel-accounts",
                        Map.of(
                                "type",
                                "web",
                                "key",
                                deployment,
                                "name",
                                "官网",
                                "enabled",
                                true,
                                "settings",
                                Map.of("origins", ORIGIN, "hours", "always"),
                                "secrets",
                                Map.of(),
                                "version",
                                0));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(created.json().path("embedding").asString())
                .contains("/widget/keshu.js")
                .contains("data-deployment=\"" + deployment + "\"");
    }

    private String conversationOf(String visitor) {
        return jdbc
                .queryForList(
                        "SELECT c.id FROM conversation c JOIN identity i ON i.id = c.identity_id WHERE i.user_id = ?",
                        Long.class,
                        (Object) visitor.getBytes(StandardCharsets.UTF_8))
                .stream()
                .findFirst()
                .map(String::valueOf)
                .orElse(null);
    }

    @Test
    void aVisitorOnOneNodeAndAnAgentOnAnotherTalkAsIfTheyWereOnOne() throws Exception {
        try (HubNode b = otherNode()) {
            b.start();
            deploy();
            await().atMost(Duration.ofMinutes(2)).until(b::ready);
            await().atMost(PATIENCE)
                    .until(() -> call(b.port(), "GET", "settings", new byte[0]).statusCode() == 200);
            JsonNode session = json(b.port(), "POST", "session", "{}");
            token = session.path("token").asString();
            String visitor = session.path("visitor").asString();

            Wire seen = new Wire();
            WebSocket socket = visit(b.port(), seen, "");
            say(socket, text("m1", "有货吗"));
            seen.frame("accepted", frame -> frame.path("id").asString("").equals("m1"));
            String firstCursor = seen.said("有货吗").path("cursor").asString();
            await().atMost(PATIENCE).until(() -> conversationOf(visitor) != null);
            String conversation = conversationOf(visitor);
            String api = "/api/conversations/" + conversation;

            Wire desk = new Wire();
            WebSocket agentSocket = agent().socket(desk, "http://localhost:" + port);
            desk.frame("hello", frame -> true);
            say(agentSocket, "{\"type\":\"look\",\"conversation\":\"" + conversation + "\"}");
            await().atMost(PATIENCE).untilAsserted(() -> {
                say(socket, "{\"type\":\"typing\",\"text\":\"我想要红色\"}");
                desk.frame("signal", frame -> frame.path("text").asString("").equals("我想要红色"));
            });

            assertThat(agent().post(api + "/typing", Map.of("typing", true)).status())
                    .isEqualTo(204);
            seen.frame("typing", frame -> frame.path("typing").asBoolean(false));
            agent().post(api + "/read", Map.of("number", 1));
            seen.frame("read", frame -> frame.path("cursor").asString("").equals(firstCursor));

            JsonNode reply = agent().post(
                            api + "/messages",
                            Map.of("clientId", UUID.randomUUID().toString(), "text", "有的"))
                    .json();
            JsonNode answer = seen.said("有的");
            assertThat(answer.path("from").asString()).isEqualTo("agent");
            say(
                    socket,
                    "{\"type\":\"read\",\"cursor\":\"" + answer.path("cursor").asString() + "\"}");
            desk.frame(
                    "signal",
                    frame -> frame.path("read").asInt(0) == reply.path("number").asInt());
            assertThat(agent().get(api).json().path("readByCustomer").asInt())
                    .isEqualTo(reply.path("number").asInt());
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(agent().get(api + "/messages?from="
                                            + reply.path("number").asInt())
                                    .json()
                                    .path("items")
                                    .path(0)
                                    .path("delivery")
                                    .path("state")
                                    .asString())
                            .isEqualTo("accepted"));

            assertThat(agent().post(api + "/messages/" + reply.path("number").asInt() + "/recall", Map.of())
                            .status())
                    .isEqualTo(204);
            seen.frame(
                    "changed",
                    frame -> frame.path("items").path(0).path("recalled").asBoolean(false)
                            && frame.path("items").path(0).path("key").equals(answer.path("key")));
            say(socket, "{\"type\":\"recall\",\"id\":\"m1\"}");
            await().atMost(PATIENCE).untilAsserted(() -> {
                JsonNode first = agent().get(api + "/messages?from=1")
                        .json()
                        .path("items")
                        .path(0);
                assertThat(first.path("recalled").asBoolean()).isTrue();
                assertThat(first.path("content").toString()).doesNotContain("有货吗");
            });

            socket.abort();
            for (int i = 0; i < 60; i++) {
                agent().post(
                                api + "/messages",
                                Map.of("clientId", UUID.randomUUID().toString(), "text", "第" + i + "句"));
            }
            Wire again = new Wire();
            WebSocket other = visit(port, again, answer.path("cursor").asString());
            again.said("第59句");
            List<String> bySocket = again.items("messages").stream()
                    .map(item -> item.path("key").asString())
                    .toList();
            assertThat(bySocket).hasSize(60).doesNotHaveDuplicates();
            other.abort();

            JsonNode page = json(
                    b.port(), "GET", "timeline?after=" + answer.path("cursor").asString(), "");
            JsonNode rest =
                    json(port, "GET", "timeline?after=" + page.path("cursor").asString(), "");
            List<String> byHttp = java.util.stream.Stream.concat(
                            page.path("items").valueStream(), rest.path("items").valueStream())
                    .map(item -> item.path("key").asString())
                    .toList();
            assertThat(byHttp).isEqualTo(bySocket);

            CompletableFuture<JsonNode> poll = CompletableFuture.supplyAsync(() -> json(
                    b.port(),
                    "GET",
                    "timeline?wait=25&after=" + rest.path("cursor").asString(),
                    ""));
            agent().post(api + "/messages", Map.of("clientId", UUID.randomUUID().toString(), "text", "还在"));
            assertThat(poll.get(30, TimeUnit.SECONDS)
                            .path("items")
                            .path(0)
                            .path("content")
                            .path("text")
                            .asString())
                    .isEqualTo("还在");
            agentSocket.abort();
        }
    }

    @Test
    void aPictureOfAVisitorIsStoredWithItsMessageAndShownToBoth() throws Exception {
        deploy();
        await().atMost(PATIENCE)
                .until(() -> call(port, "GET", "settings", new byte[0]).statusCode() == 200);
        JsonNode session = json(port, "POST", "session", "{}");
        token = session.path("token").asString();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", png);

        HttpResponse<String> exe = call(
                port,
                "POST",
                "uploads?name=a.png",
                "MZ\u0000\u0001 not a picture".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(exe.statusCode()).as(exe.body()).isEqualTo(415);
        HttpResponse<String> stored = call(port, "POST", "uploads?name=a.txt", png.toByteArray());
        assertThat(stored.statusCode()).as(stored.body()).isEqualTo(201);
        JsonNode upload = JSON.readTree(stored.body());
        assertThat(upload.path("kind").asString()).isEqualTo("image");
        json(
                port,
                "POST",
                "messages",
                "{\"id\":\"p1\",\"content\":{\"kind\":\"image\",\"upload\":\""
                        + upload.path("upload").asString() + "\"}}");

        await().atMost(PATIENCE)
                .until(() -> conversationOf(session.path("visitor").asString()) != null);
        String api =
                "/api/conversations/" + conversationOf(session.path("visitor").asString());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(agent().get(api + "/messages?from=1")
                                .json()
                                .path("items")
                                .path(0)
                                .path("media")
                                .path("state")
                                .asString())
                        .isEqualTo("stored"));
        JsonNode shown = json(port, "GET", "timeline", "").path("items").path(0).path("content");
        assertThat(shown.path("width").asInt()).isEqualTo(40);
        URI url = URI.create(shown.path("url").asString());
        HttpResponse<byte[]> bytes = HTTP.send(
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + port + url.getRawPath() + "?" + url.getRawQuery()))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(bytes.body()).isEqualTo(png.toByteArray());
    }
}
