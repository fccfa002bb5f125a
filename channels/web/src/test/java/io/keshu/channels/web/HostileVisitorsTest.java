package io.keshu.channels.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.testkit.InMemoryChannelAccounts;
import io.keshu.channels.testkit.InMemoryVisitors;
import io.keshu.channels.web.inbound.VisitorSockets;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.annotation.DirtiesContext.MethodMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What visitors try who mean no good, and what a node owes the others while it stops. */
@SpringBootTest(
        classes = Site.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"keshu.web.sockets-per-visitor=2", "keshu.web.sessions-per-minute=100000"})
class HostileVisitorsTest {

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
    private VisitorSockets sockets;

    private String token;
    private ChannelAddress visitor;

    @BeforeEach
    void begin() {
        accounts.put(Site.account(Site.SHOP.value(), "shop"));
        JsonNode session =
                JSON.readTree(send("session", "POST", "{}".getBytes(StandardCharsets.UTF_8), "application/json")
                        .join()
                        .body());
        token = session.path("token").asString();
        visitor = new ChannelAddress(
                Site.SHOP, new ExternalUserId(session.path("visitor").asString()));
    }

    private CompletableFuture<HttpResponse<String>> send(String path, String method, byte[] body, String type) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/visitors/shop/" + path))
                .timeout(Duration.ofSeconds(20))
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                .header("Content-Type", type)
                .header("Origin", Site.ORIGIN);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private CompletableFuture<HttpResponse<String>> poll() {
        return send("timeline?wait=25", "GET", new byte[0], "application/json");
    }

    @Test
    void a_socket_of_an_origin_that_is_allowed_no_more_is_closed() {
        try (Socket socket = Socket.open(port, "shop", Site.ORIGIN).hello(token, "")) {
            socket.frame("messages");
            ChannelAccount before = Site.account(Site.SHOP.value(), "shop");
            Map<String, String> settings = new HashMap<>(before.settings());
            settings.put("origins", "https://moved.example.com");
            accounts.put(new ChannelAccount(
                    before.id(), before.type(), before.key(), before.name(), true, settings, Map.of(), 2));
            assertThat(socket.closeCode()).isEqualTo(4003);
        }
    }

    @Test
    void calls_that_wait_are_counted_as_connections_are() {
        List<CompletableFuture<HttpResponse<String>>> polls = List.of(poll(), poll());
        await().untilAsserted(() -> assertThat(hub.watching(visitor)).isEqualTo(2));
        assertThat(poll().join().statusCode()).isEqualTo(429);
        try (Socket socket = Socket.open(port, "shop", Site.ORIGIN).hello(token, "")) {
            assertThat(socket.closeCode()).isEqualTo(4029);
        }
        send(
                        "messages",
                        "POST",
                        "{\"id\":\"a\",\"content\":{\"kind\":\"text\",\"text\":\"x\"}}"
                                .getBytes(StandardCharsets.UTF_8),
                        "application/json")
                .join();
        assertThat(polls)
                .allSatisfy(poll -> assertThat(poll.join().statusCode()).isEqualTo(200));
        try (Socket socket = Socket.open(port, "shop", Site.ORIGIN).hello(token, "")) {
            socket.frame("messages");
        }
    }

    @Test
    void who_calls_all_the_time_is_told_to_wait() {
        List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            calls.add(send("timeline", "GET", new byte[0], "application/json"));
        }
        assertThat(calls.stream().map(call -> call.join().statusCode())).contains(200, 429);
    }

    @Test
    void an_upload_is_taken_whatever_its_body_calls_itself() {
        HttpResponse<String> made = send("uploads?name=a%2Fb.png", "POST", PNG, "application/x-www-form-urlencoded")
                .join();
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(JSON.readTree(made.body()).path("bytes").asInt()).isEqualTo(PNG.length);
    }

    @Test
    void members_are_taken_at_the_companys_word_only() throws Exception {
        String own = SignedJWT.parse(token).serialize();
        String twice = "😀".repeat(100);
        List<String> bad = List.of(
                own,
                new PlainJWT(claims("u-1", Duration.ofHours(1))).serialize(),
                signed(JWSAlgorithm.HS512, Site.MEMBER_SECRET + "-".repeat(64), claims("u-1", Duration.ofHours(1))),
                signed(
                        JWSAlgorithm.HS256,
                        Site.MEMBER_SECRET,
                        new JWTClaimsSet.Builder().subject("u-1").build()),
                signed(JWSAlgorithm.HS256, Site.MEMBER_SECRET, claims("u\n1", Duration.ofHours(1))),
                signed(JWSAlgorithm.HS256, Site.MEMBER_SECRET, claims("", Duration.ofHours(1))),
                signed(JWSAlgorithm.HS256, Site.MEMBER_SECRET, claims(twice, Duration.ofHours(1))),
                signed(JWSAlgorithm.HS256, Site.MEMBER_SECRET, claims("u-1", Duration.ofHours(25))));
        for (String member : bad) {
            assertThat(session(member).statusCode()).as(member).isEqualTo(401);
        }
        HttpResponse<String> good =
                session(signed(JWSAlgorithm.HS256, Site.MEMBER_SECRET, claims("v_1", Duration.ofHours(1))));
        assertThat(JSON.readTree(good.body()).path("visitor").asString()).isEqualTo("m_v_1");
    }

    private HttpResponse<String> session(String member) {
        return send(
                        "session",
                        "POST",
                        ("{\"member\":\"" + member + "\"}").getBytes(StandardCharsets.UTF_8),
                        "application/json")
                .join();
    }

    private static JWTClaimsSet claims(String subject, Duration valid) {
        return new JWTClaimsSet.Builder()
                .subject(subject)
                .expirationTime(Date.from(Instant.now().plus(valid)))
                .build();
    }

    private static String signed(JWSAlgorithm algorithm, String secret, JWTClaimsSet claims) throws Exception {
        SignedJWT jwt = new SignedJWT(new JWSHeader(algorithm), claims);
        jwt.sign(new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));
        return jwt.serialize();
    }

    @Test
    @DirtiesContext(methodMode = MethodMode.AFTER_METHOD)
    void a_node_that_stops_sends_everybody_away_at_once() {
        CompletableFuture<HttpResponse<String>> poll = poll();
        await().untilAsserted(() -> assertThat(hub.watching(visitor)).isEqualTo(1));
        try (Socket socket = Socket.open(port, "shop", Site.ORIGIN).hello(token, "")) {
            socket.frame("messages");
            sockets.stop();
            assertThat(socket.closeCode()).isEqualTo(1012);
        }
        assertThat(poll.join().statusCode()).isEqualTo(503);
        assertThat(poll().join().statusCode()).isEqualTo(503);
        await().untilAsserted(() -> assertThat(hub.watching(visitor)).isZero());
    }
}
