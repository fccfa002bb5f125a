package io.keshu.console.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keshu.channels.api.AcceptFailedException;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.OutboundMessage;
import io.keshu.channels.api.OutboundMessageId;
import io.keshu.channels.api.PassiveReply;
import io.keshu.channels.api.ReplyContext;
import io.keshu.channels.api.WebhookReply;
import io.keshu.channels.api.WebhookRequest;
import io.keshu.console.Browser;
import io.keshu.console.ConsoleTest;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.catalina.Context;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

class WebhookTest extends ConsoleTest {

    @Autowired
    private ServletWebServerApplicationContext context;

    private final AtomicReference<WebhookRequest> received = new AtomicReference<>();

    @BeforeEach
    void remember() {
        channel.receiving = (request, sink) -> {
            received.set(request);
            return new WebhookReply(WebhookReply.Outcome.ACCEPTED, 200, "text/plain", request.body(), null);
        };
    }

    @AfterEach
    void forget() {
        channel.storing = null;
        channel.receiving = (request, sink) ->
                new WebhookReply(WebhookReply.Outcome.ACCEPTED, 200, "text/plain", new byte[0], null);
    }

    @Test
    void theChannelGetsTheCallAndItsAnswerGoesBack() {
        Browser.Answer answer = stranger().send("POST", "/webhooks/paper/main?a=1&b=%E4%BD%A0+x&a=2", "<hello/>");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("<hello/>");
        assertThat(received.get().accountKey()).isEqualTo("main");
        assertThat(received.get().query()).containsEntry("a", "1").containsEntry("b", "你 x");
        assertThat(received.get().traceId()).hasSize(32);
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    @Test
    void theCallersTraceIsKept() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri("/webhooks/paper/main"))
                .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .POST(HttpRequest.BodyPublishers.ofString("x"))
                .build();
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());

        assertThat(received.get().traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    }

    @Test
    void addressesThatNameNothingAreUnknown() {
        for (String path : List.of(
                "/webhooks/other/main",
                "/webhooks/paper",
                "/webhooks/paper/",
                "/webhooks/paper/a/b",
                "/webhooks/",
                "/webhooks")) {
            assertThat(stranger().get(path).status()).as(path).isEqualTo(404);
        }
    }

    @Test
    void otherMethodsAreNotAllowed() {
        Browser.Answer answer = stranger().send("PUT", "/webhooks/paper/main", "x");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo("GET, POST");
    }

    @Test
    void aQueryThatCantBeDecodedIsMalformed() throws Exception {
        try (java.net.Socket socket = new java.net.Socket("localhost", port)) {
            socket.getOutputStream()
                    .write("GET /webhooks/paper/main?a=%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer).startsWith("HTTP/1.1 400");
        }
        assertThat(received.get()).isNull();
    }

    @Test
    void aBodyOfTheLimitIsTakenAndOneMoreByteIsNot() throws Exception {
        byte[] most = new byte[WebhookBody.LIMIT];
        Arrays.fill(most, (byte) 'x');
        byte[] more = Arrays.copyOf(most, most.length + 1);

        assertThat(post(HttpRequest.BodyPublishers.ofByteArray(most))).isEqualTo(200);
        assertThat(post(HttpRequest.BodyPublishers.ofByteArray(more))).isEqualTo(413);
        // Without a stated length.
        assertThat(post(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(most))))
                .isEqualTo(200);
        assertThat(post(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(more))))
                .isEqualTo(413);
    }

    @Test
    void aCallWhoseMessageIsNotStoredInTimeIsToBeSentAgainAndItsLateAnswerIsNotTakenForWritten() {
        CompletableFuture<WebhookReply> late = new CompletableFuture<>();
        channel.storing = late;
        Unwritten passive = new Unwritten();

        Browser.Answer answer = stranger().send("POST", "/webhooks/paper/main", "x");
        late.complete(new WebhookReply(WebhookReply.Outcome.ACCEPTED, 200, "text/plain", new byte[0], passive));

        assertThat(answer.status()).isEqualTo(503);
        await().untilAsserted(() -> assertThat(passive.ends).containsExactly("unclear"));
    }

    /** An automatic answer that records how it ended. */
    private static final class Unwritten implements PassiveReply {
        private final List<String> ends = new CopyOnWriteArrayList<>();

        @Override
        public OutboundMessage message() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void written() {
            ends.add("written");
        }

        @Override
        public void unclear(String detail) {
            ends.add("unclear");
        }
    }

    @Test
    void whatCouldNotBeStoredIsToBeSentAgain() {
        channel.receiving = (request, sink) -> {
            throw new AcceptFailedException("away");
        };

        Browser.Answer answer = stranger().send("POST", "/webhooks/paper/main", "x");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("1");
    }

    @Test
    void aFaultOfTheChannelIsToBeSentAgainToo() {
        channel.receiving = (request, sink) -> {
            throw new IllegalStateException("a fault");
        };

        assertThat(stranger().send("POST", "/webhooks/paper/main", "x").status())
                .isEqualTo(503);
    }

    @Test
    void aPassiveReplyIsReportedAsWritten() {
        List<String> ends = new ArrayList<>();
        channel.receiving = (request, sink) -> new WebhookReply(
                WebhookReply.Outcome.ACCEPTED,
                200,
                "text/xml",
                "<reply/>".getBytes(StandardCharsets.UTF_8),
                new Reply(ends));

        assertThat(stranger().send("POST", "/webhooks/paper/main", "x").text()).isEqualTo("<reply/>");
        Awaitility.await().untilAsserted(() -> assertThat(ends).containsExactly("written"));
    }

    @Test
    void callsAreCountedByChannelAndOutcome() {
        stranger().send("POST", "/webhooks/paper/main", "x");
        stranger().send("POST", "/webhooks/no-such-channel/main", "x");

        assertThat(stranger().get("/actuator/prometheus").text())
                .contains("keshu_webhook_seconds_count{channel=\"paper\",outcome=\"accepted\"}")
                .contains("keshu_webhook_seconds_count{channel=\"none\",outcome=\"unknown_account\"}");
    }

    /** Tomcat's own filter for WebSocket endpoints passes everything by at once, as there are none of its kind. */
    @Test
    void noFilterOfOursStandsBeforeTheServlet() {
        Context servlets = (Context)
                ((TomcatWebServer) context.getWebServer()).getTomcat().getHost().findChildren()[0];

        assertThat(Arrays.stream(servlets.findFilterMaps())
                        .filter(map -> map.getURLPatterns().length > 0)
                        .map(FilterMap::getFilterName))
                .allMatch(name -> name.contains("Tomcat WebSocket"));
        assertThat(servlets.findFilterMaps()).hasSizeGreaterThan(2);
    }

    private int post(HttpRequest.BodyPublisher body) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(uri("/webhooks/paper/main")).POST(body).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    private record Reply(List<String> ends) implements PassiveReply {

        @Override
        public OutboundMessage message() {
            return new OutboundMessage(
                    new OutboundMessageId(1),
                    new ChannelAddress(new ChannelAccountId(1), new ExternalUserId("u")),
                    new OutboundContent.Text("hi"),
                    new ReplyContext(null, "t"));
        }

        @Override
        public void written() {
            ends.add("written");
        }

        @Override
        public void unclear(String detail) {
            ends.add("unclear");
        }
    }
}
