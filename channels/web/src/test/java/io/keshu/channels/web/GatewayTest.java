package io.keshu.channels.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.Signal;
import io.keshu.channels.testkit.InMemoryChannelAccounts;
import io.keshu.channels.testkit.InMemoryVisitors;
import io.keshu.channels.web.inbound.Refusals;
import io.keshu.channels.web.inbound.VisitorSockets;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The protocol over real sockets and HTTP. */
@SpringBootTest(
        classes = Site.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "keshu.web.hello-within=1s",
            "keshu.web.sockets-per-visitor=3",
            "keshu.web.sessions-per-minute=100000",
            "keshu.web.messages-per-minute=40",
            "keshu.web.max-upload=2000",
            "keshu.web.frames-per-second=40"
        })
class GatewayTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final byte[] PNG = Arrays.copyOf(new byte[] {(byte) 0x89, 'P', 'N', 'G'}, 100);

    private final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Autowired
    private InMemoryVisitors hub;

    @Autowired
    private InMemoryChannelAccounts accounts;

    @Autowired
    private Refusals refusals;

    @Autowired
    private VisitorSockets sockets;

    private String token;
    private ChannelAddress visitor;

    @BeforeEach
    void begin() {
        hub.away(false);
        Site.OPEN.set(true);
        accounts.put(Site.account(Site.SHOP.value(), "shop"));
        JsonNode session = JSON.readTree(call("POST", "session", null, "{}").body());
        token = session.path("token").asString();
        visitor = new ChannelAddress(
                Site.SHOP, new ExternalUserId(session.path("visitor").asString()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/visitors/shop/" + path)
                        .normalize())
                .timeout(Duration.ofSeconds(30));
    }

    private HttpResponse<String> call(String method, String path, String bearer, String body) {
        return call(method, path, bearer, body.getBytes(StandardCharsets.UTF_8), Site.ORIGIN);
    }

    private HttpResponse<String> call(String method, String path, String bearer, byte[] body, String origin) {
        HttpRequest.Builder builder = request(path)
                .method(
                        method,
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        if (origin != null) {
            builder.header("Origin", origin);
        }
        if (bearer != null) {
            builder.header("Authorization", "Bearer " + bearer);
        }
        return http.sendAsync(builder.build(), HttpResponse.BodyHandlers.ofString())
                .join();
    }

    private void assertRefused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.path("code").asString()).isEqualTo(code);
        assertThat(problem.path("detail").asString()).isNotBlank();
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    private Socket socket() {
        Socket socket = Socket.open(port, "shop", Site.ORIGIN).hello(token, "");
        socket.frame("messages");
        return socket;
    }

    private static String text(String id, String text) {
        return "{\"type\":\"send\",\"id\":\"" + id + "\",\"content\":{\"kind\":\"text\",\"text\":\"" + text + "\"}}";
    }

    private String member(String secret, String subject, Duration valid) throws Exception {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader(JWSAlgorithm.HS256),
                new JWTClaimsSet.Builder()
                        .subject(subject)
                        .claim("name", "王芳")
                        .expirationTime(Date.from(Instant.now().plus(valid)))
                        .build());
        jwt.sign(new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));
        return jwt.serialize();
    }

    @Test
    void settings_say_how_the_widget_looks_in_each_language() {
        JsonNode zh =
                JSON.readTree(call("GET", "settings?language=zh", null, "").body());
        JsonNode en =
                JSON.readTree(call("GET", "settings?language=en", null, "").body());
        assertThat(zh.path("form").path(0).path("label").asString()).isEqualTo("手机号");
        assertThat(en.path("form").path(0).path("label").asString()).isEqualTo("Phone");
        assertThat(zh.path("groups").path(0).path("id").asString()).isEqualTo("sales");
        assertThat(zh.path("open").asBoolean()).isTrue();
        assertThat(zh.path("messageForm").size()).isEqualTo(2);
        assertThat(zh.path("limits").path("recallSeconds").asInt()).isEqualTo(120);
        Site.OPEN.set(false);
        assertThat(JSON.readTree(call("GET", "settings", null, "").body())
                        .path("open")
                        .asBoolean(true))
                .isFalse();
    }

    @Test
    void a_message_by_socket_is_accepted_once_and_comes_as_an_entry_in_every_tab() {
        try (Socket one = socket();
                Socket other = socket()) {
            one.send(text("m1", "你好")).send(text("m1", "你好"));
            await().untilAsserted(() -> assertThat(one.frames().stream()
                            .filter(frame -> frame.path("type").asString().equals("accepted")))
                    .hasSize(2));
            await().untilAsserted(() -> assertThat(other.items()).hasSize(1));
            JsonNode entry = other.items().get(0);
            assertThat(entry.path("id").asString()).isEqualTo("m1");
            assertThat(entry.path("from").asString()).isEqualTo("visitor");
            assertThat(entry.path("content").path("text").asString()).isEqualTo("你好");
            assertThat(one.items()).hasSize(1);
        }
        await().untilAsserted(() -> assertThat(hub.watching(visitor)).isZero());
    }

    @Test
    void going_on_from_a_cursor_shows_what_came_meanwhile_and_nothing_twice() {
        String cursor;
        try (Socket socket = socket()) {
            socket.send(text("a", "一"));
            await().untilAsserted(() -> assertThat(socket.items()).hasSize(1));
            cursor = socket.items().get(0).path("cursor").asString();
        }
        for (int i = 0; i < 120; i++) {
            hub.say(visitor, new OutboundContent.Text("回复" + i), null);
        }
        try (Socket again = Socket.open(port, "shop", Site.ORIGIN).hello(token, cursor)) {
            await().untilAsserted(() -> assertThat(again.items()).hasSize(120));
            assertThat(again.items().stream()
                            .map(item -> item.path("content").path("text").asString()))
                    .startsWith("回复0", "回复1")
                    .endsWith("回复119")
                    .doesNotHaveDuplicates();
            again.send("{\"type\":\"older\",\"before\":\""
                    + again.items().get(0).path("cursor").asString() + "\"}");
            await().untilAsserted(() -> assertThat(again.frames())
                    .anySatisfy(frame ->
                            assertThat(frame.path("before").asString("")).isNotEmpty()));
        }
    }

    @Test
    void http_does_what_the_socket_does() {
        CompletableFuture<HttpResponse<String>> poll = http.sendAsync(
                request("timeline?wait=20")
                        .header("Origin", Site.ORIGIN)
                        .header("Authorization", "Bearer " + token)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        await().untilAsserted(() -> assertThat(hub.watching(visitor)).isEqualTo(1));

        HttpResponse<String> sent =
                call("POST", "messages", token, "{\"id\":\"h1\",\"content\":{\"kind\":\"text\",\"text\":\"在吗\"}}");
        assertThat(sent.statusCode()).isEqualTo(202);

        JsonNode page = JSON.readTree(poll.join().body());
        assertThat(page.path("items").path(0).path("content").path("text").asString())
                .isEqualTo("在吗");
        assertThat(hub.watching(visitor)).isZero();
        assertThat(call("POST", "signals", token, "{\"type\":\"typing\",\"text\":\"我想\"}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(hub.signals()).contains(new Signal.TypingPreview("我想"));
        assertThat(call("POST", "signals", token, "{\"type\":\"recall\",\"id\":\"h1\"}")
                        .statusCode())
                .isEqualTo(204);
        JsonNode after = JSON.readTree(call("GET", "timeline", token, "").body());
        assertThat(after.path("items").path(0).path("recalled").asBoolean()).isTrue();
        assertThat(after.toString()).doesNotContain("在吗");
    }

    @Test
    void signals_go_both_ways() {
        try (Socket socket = socket()) {
            socket.send("{\"type\":\"typing\",\"text\":\"半句话\"}");
            await().untilAsserted(() -> assertThat(hub.signals()).contains(new Signal.TypingPreview("半句话")));
            hub.relay(visitor, new Signal.Typing(true));
            assertThat(socket.frame("typing").path("typing").asBoolean()).isTrue();
            hub.relay(visitor, new Signal.Read("1"));
            assertThat(socket.frame("read").path("cursor").asString()).isEqualTo("1");
            socket.send("{\"type\":\"ping\"}");
            socket.frame("pong");
        }
    }

    @Test
    void a_member_is_the_same_on_every_device_and_must_be_signed_by_the_company() throws Exception {
        String good = member(Site.MEMBER_SECRET, "u-1", Duration.ofHours(1));
        for (int device = 0; device < 2; device++) {
            JsonNode session = JSON.readTree(call("POST", "session", null, "{\"member\":\"" + good + "\"}")
                    .body());
            assertThat(session.path("visitor").asString()).isEqualTo("m_u-1");
            assertThat(session.path("name").asString()).isEqualTo("王芳");
        }
        ChannelAddress her = new ChannelAddress(Site.SHOP, new ExternalUserId("m_u-1"));
        String hers = JSON.readTree(call("POST", "session", null, "{\"member\":\"" + good + "\"}")
                        .body())
                .path("token")
                .asString();
        call("POST", "messages", hers, "{\"id\":\"n1\",\"content\":{\"kind\":\"text\",\"text\":\"你好\"}}");
        await().untilAsserted(() -> assertThat(hub.names()).containsEntry(her, "王芳"));
        for (String bad : List.of(
                member("another-secret-of-thirty-two-characters", "u-1", Duration.ofHours(1)),
                member(Site.MEMBER_SECRET, "u-1", Duration.ofSeconds(-5)),
                member(Site.MEMBER_SECRET, "u-1", Duration.ofDays(30)),
                "a.b.c")) {
            assertRefused(call("POST", "session", null, "{\"member\":\"" + bad + "\"}"), 401, "member.invalid");
        }
    }

    @Test
    void forged_tokens_and_those_of_other_deployments_are_refused() {
        long before = refusals.of(Refusal.Code.TOKEN_INVALID);
        String forged = token.substring(0, token.length() - 4) + "AAAA";
        assertRefused(call("GET", "timeline", forged, ""), 401, "token.invalid");
        assertRefused(call("GET", "timeline", null, ""), 401, "token.invalid");
        assertThat(call("POST", "../other/messages", token, "{}").statusCode()).isEqualTo(401);
        try (Socket socket = Socket.open(port, "shop", Site.ORIGIN).hello(forged, "")) {
            assertThat(socket.closeCode()).isEqualTo(4001);
        }
        assertThat(refusals.of(Refusal.Code.TOKEN_INVALID)).isGreaterThanOrEqualTo(before + 4);
    }

    @Test
    void only_allowed_origins_may_call() {
        for (String origin : List.of(
                "https://evil.example",
                "http://www.example.com",
                "https://www.example.com.evil.example",
                "https://evilshop.example",
                "null")) {
            assertRefused(
                    call("POST", "session", null, "{}".getBytes(StandardCharsets.UTF_8), origin),
                    403,
                    "origin.refused");
            assertThatThrownBy(() -> Socket.open(port, "shop", origin)).isInstanceOf(CompletionException.class);
        }
        assertRefused(
                call("POST", "session", null, "{}".getBytes(StandardCharsets.UTF_8), null), 403, "origin.refused");
        HttpResponse<String> allowed = call("OPTIONS", "session", null, new byte[0], "https://a.shop.example");
        assertThat(allowed.statusCode()).isEqualTo(204);
        assertThat(allowed.headers().firstValue("Access-Control-Allow-Origin")).contains("https://a.shop.example");
        assertThat(allowed.headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();
    }

    @Test
    void a_deployment_that_is_off_or_unknown_says_so() {
        try (Socket socket = socket()) {
            accounts.enable(Site.SHOP, false);
            assertRefused(call("GET", "settings", null, ""), 409, "deployment.off");
            assertThat(socket.closeCode()).isEqualTo(4009);
        }
        HttpResponse<String> unknown = call("GET", "../nothing/settings", null, "");
        assertRefused(unknown, 404, "deployment.unknown");
    }

    @Test
    void who_says_nothing_says_too_much_or_comes_too_often_is_closed() {
        try (Socket silent = Socket.open(port, "shop", Site.ORIGIN)) {
            assertThat(silent.closeCode()).isEqualTo(4008);
        }
        try (Socket large = socket()) {
            large.send(text("big", "x".repeat(40_000)));
            assertThat(large.closeCode()).isEqualTo(1009);
        }
        try (Socket garbage = socket()) {
            garbage.send("{no json");
            assertThat(garbage.closeCode()).isEqualTo(1007);
        }
        try (Socket flood = socket()) {
            for (int i = 0; i < 300; i++) {
                flood.send("{\"type\":\"ping\"}");
            }
            assertThat(flood.closeCode()).isEqualTo(4029);
        } catch (CompletionException e) {
            // Closed while it was still sending, as it should be.
            assertThat(e).isNotNull();
        }
        await().untilAsserted(() -> assertThat(sockets.count()).isZero());
        try (Socket one = socket();
                Socket two = socket();
                Socket three = socket();
                Socket four = Socket.open(port, "shop", Site.ORIGIN).hello(token, "")) {
            assertThat(four.closeCode()).isEqualTo(4029);
            assertThat(List.of(one, two, three))
                    .allSatisfy(open -> assertThat(open.frames()).isNotEmpty());
        }
    }

    @Test
    void a_visitor_who_sends_too_fast_is_told_when_to_try_again() {
        HttpResponse<String> last = null;
        for (int i = 0; i < 40; i++) {
            last = call(
                    "POST",
                    "messages",
                    token,
                    "{\"id\":\"f" + i + "\",\"content\":{\"kind\":\"text\",\"text\":\"x\"}}");
            if (last.statusCode() == 429) {
                break;
            }
        }
        assertRefused(last, 429, "rate.exceeded");
        assertThat(JSON.readTree(last.body()).path("retryAfter").asInt()).isPositive();
    }

    @Test
    void content_that_is_not_as_it_should_be_is_refused_at_its_field() {
        Map<String, String> bad = Map.of(
                "{\"kind\":\"text\",\"text\":\" \"}", "text",
                "{\"kind\":\"nothing\"}", "kind",
                "{\"kind\":\"image\",\"upload\":\"101.forged\"}", "upload",
                "{\"kind\":\"form\",\"form\":\"before\",\"fields\":{}}", "fields.phone",
                "{\"kind\":\"form\",\"form\":\"before\",\"fields\":{\"phone\":\"abc\"}}", "fields.phone",
                "{\"kind\":\"location\",\"latitude\":99,\"longitude\":0}", "latitude");
        bad.forEach((content, field) -> {
            HttpResponse<String> answer = call("POST", "messages", token, "{\"id\":\"b\",\"content\":" + content + "}");
            assertRefused(answer, 400, "content.invalid");
            assertThat(JSON.readTree(answer.body()).path("field").asString()).isEqualTo(field);
        });
        assertRefused(
                call(
                        "POST",
                        "messages",
                        token,
                        "{\"id\":\"b\",\"content\":{\"kind\":\"text\",\"text\":\"" + "字".repeat(2001) + "\"}}"),
                413,
                "content.too_long");
        assertRefused(
                call("POST", "messages", token, "{\"id\":\"a b\",\"content\":{\"kind\":\"text\",\"text\":\"x\"}}"),
                400,
                "content.invalid");
        assertRefused(call("GET", "timeline?after=x", token, ""), 400, "content.invalid");
        assertRefused(call("GET", "elsewhere", token, ""), 404, "not_found");
    }

    @Test
    void a_form_and_a_picked_group_reach_the_agents() {
        HttpResponse<String> sent = call(
                "POST",
                "messages",
                token,
                "{\"id\":\"f1\",\"group\":\"sales\",\"content\":{\"kind\":\"form\",\"form\":\"before\",\"fields\":{\"phone\":\"13800000000\",\"topic\":\"退款\",\"more\":\"x\"}}}");
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(202);
        List<InboundContent> contents = hub.accepted().stream()
                .filter(envelope -> envelope.user().equals(visitor.user()))
                .map(envelope -> envelope.content())
                .toList();
        assertThat(contents)
                .containsExactly(
                        new InboundContent.Entered(Map.of("group", "售前", "groupId", "sales")),
                        new InboundContent.Form(
                                InboundContent.FormPurpose.BEFORE,
                                List.of(
                                        new InboundContent.FormAnswer("phone", "手机号", "13800000000"),
                                        new InboundContent.FormAnswer("topic", "主题", "退款"))));
    }

    @Test
    void an_upload_is_its_makers_only_and_is_shown_by_a_signed_address() throws Exception {
        HttpResponse<String> made = call("POST", "uploads?name=a.png", token, PNG, Site.ORIGIN);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        String upload = JSON.readTree(made.body()).path("upload").asString();
        String message = "{\"id\":\"p1\",\"content\":{\"kind\":\"image\",\"upload\":\"" + upload + "\"}}";
        String other = JSON.readTree(call("POST", "session", null, "{}").body())
                .path("token")
                .asString();
        assertRefused(call("POST", "messages", other, message), 400, "content.invalid");
        assertThat(call("POST", "messages", token, message).statusCode()).isEqualTo(202);

        JsonNode shown = JSON.readTree(call("GET", "timeline", token, "").body())
                .path("items")
                .path(0)
                .path("content");
        assertThat(shown.path("kind").asString()).isEqualTo("image");
        String url = "http://127.0.0.1:" + port
                + URI.create(shown.path("url").asString()).getRawPath() + "?"
                + URI.create(shown.path("url").asString()).getRawQuery();
        HttpResponse<byte[]> bytes = http.send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Range", "bytes=1-3")
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(bytes.statusCode()).isEqualTo(206);
        assertThat(bytes.body()).containsExactly('P', 'N', 'G');
        assertThat(bytes.headers().firstValue("Content-Security-Policy")).isPresent();
        HttpResponse<byte[]> forged = http.send(
                HttpRequest.newBuilder(URI.create(url.replaceFirst("until=([0-9])", "until=9$1")))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(forged.statusCode()).isEqualTo(404);
    }

    @Test
    void uploads_that_are_empty_too_large_or_no_such_type_are_refused() {
        assertRefused(call("POST", "uploads?name=a.png", token, new byte[0], Site.ORIGIN), 400, "file.empty");
        assertRefused(call("POST", "uploads?name=a.png", token, new byte[3000], Site.ORIGIN), 413, "file.too_large");
        assertRefused(
                call("POST", "uploads?name=a.png", token, "MZ…".getBytes(StandardCharsets.UTF_8), Site.ORIGIN),
                415,
                "file.type_refused");
    }

    @Test
    void nothing_is_lost_while_the_store_is_away() {
        try (Socket socket = socket()) {
            hub.away(true);
            socket.send(text("w1", "还在吗"));
            JsonNode refused = socket.frame("refused");
            assertThat(refused.path("id").asString()).isEqualTo("w1");
            assertThat(refused.path("code").asString()).isEqualTo("unavailable");
            assertRefused(
                    call("POST", "messages", token, "{\"id\":\"w2\",\"content\":{\"kind\":\"text\",\"text\":\"x\"}}"),
                    503,
                    "unavailable");
            hub.away(false);
            socket.send(text("w1", "还在吗"));
            await().untilAsserted(() -> assertThat(socket.items()).hasSize(1));
        }
    }
}
