package io.keshu.channels.email.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.keshu.channels.email.config.EmailProperties;
import io.keshu.channels.email.config.OAuthGrant;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the endpoint of tokens may answer. */
class TokenEndpointTest {

    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    private final CountDownLatch end = new CountDownLatch(1);
    private final TokenEndpoint tokens =
            new TokenEndpoint(EmailProperties.defaults(), Duration.ofMillis(500), Clock.fixed(NOW, ZoneOffset.UTC));
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/halfway", exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        at("/forever", "{\"access_token\":\"a\",\"expires_in\":" + Long.MAX_VALUE + "}");
        at("/huge", "{\"access_token\":\"a\",\"rest\":\"" + "x".repeat(1 << 20) + "\"}");
        at("/deep", "[".repeat(30_000));
        at("/nothing", "");
        at("/null", "null");
        server.start();
    }

    private void at(String path, String body) {
        server.createContext(path, exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
    }

    private OAuthGrant grant(String path) {
        return new OAuthGrant(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path), "app", "", "refresh");
    }

    @Test
    void an_answer_that_stops_halfway_is_not_waited_for() {
        assertThatThrownBy(() -> tokens.ask(grant("/halfway"), "refresh"))
                .isInstanceOfSatisfying(
                        MailFailure.class, failure -> assertThat(failure.kind()).isEqualTo(MailFailure.Kind.BROKEN));
    }

    @Test
    void a_token_that_is_said_to_hold_for_ever_is_asked_for_again_one_day() throws MailFailure {
        assertThat(tokens.ask(grant("/forever"), "refresh").expiresAt())
                .isAfter(NOW)
                .isBefore(NOW.plus(Duration.ofDays(365)));
    }

    @Test
    void what_is_no_token_is_a_failure_and_nothing_else() {
        for (String path : new String[] {"/huge", "/deep", "/nothing", "/null", "/gone"}) {
            assertThatThrownBy(() -> tokens.ask(grant(path), "refresh"))
                    .as(path)
                    .isInstanceOf(MailFailure.class);
        }
    }
}
