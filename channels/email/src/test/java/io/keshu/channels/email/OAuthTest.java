package io.keshu.channels.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.DeliveryProblem.Reason;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.ProviderAnswer;
import io.keshu.channels.api.ProviderProblem;
import io.keshu.channels.api.StateKey;
import io.keshu.channels.email.client.MailClient;
import io.keshu.channels.email.config.EmailProperties;
import io.keshu.channels.testkit.InMemoryAccountLease;
import io.keshu.channels.testkit.InMemoryChannelAccounts;
import io.keshu.channels.testkit.InMemoryMediaStore;
import io.keshu.channels.testkit.RecordingInboundSink;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Mailboxes that are opened by consent: XOAUTH2 on both ways, with tokens from an endpoint. */
class OAuthTest {

    private static final StateKey KEPT = new StateKey(Post.ACCOUNT, null, "oauth");

    private final Post post = new Post();
    private final InMemoryAccountLease.States states = new InMemoryAccountLease.States();
    private final RecordingInboundSink sink = new RecordingInboundSink();
    private final InMemoryAccountLease lease = new InMemoryAccountLease(sink, states);
    private final InMemoryChannelAccounts accounts = new InMemoryChannelAccounts();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final EmailProperties properties = EmailProperties.defaults();
    private final MailClient client = new MailClient(properties, states, Clock.systemUTC());
    private final EmailChannel channel = channel(client);
    private HttpServer endpoint;
    private volatile int status = 200;
    private volatile String answer = "";

    private EmailChannel channel(MailClient of) {
        return new EmailChannel(accounts, of, new InMemoryMediaStore(), states, properties, Clock.systemUTC());
    }

    @BeforeEach
    void start() throws IOException {
        endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        endpoint.createContext("/token", exchange -> {
            asked.add(URLDecoder.decode(
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                    StandardCharsets.UTF_8));
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        endpoint.start();
        accounts.put(account("refresh-1"));
        grants("token-1", 3600, "refresh-2");
    }

    @AfterEach
    void close() {
        lease.lose();
        client.close();
        endpoint.stop(0);
        post.close();
    }

    private void grants(String token, int seconds, String refresh) {
        status = 200;
        answer = "{\"token_type\":\"Bearer\",\"access_token\":\"" + token + "\",\"expires_in\":" + seconds
                + ",\"refresh_token\":\"" + refresh + "\"}";
        post.opensWith(token);
    }

    private void refuses(String error) {
        status = 400;
        answer = "{\"error\":\"" + error + "\",\"error_description\":\"AADSTS70000: gone\"}";
    }

    private ChannelAccount account(String refreshToken) {
        return Post.account(
                post.imapPort(),
                post.smtpPort(),
                "none",
                Map.of(
                        "signIn",
                        "oauth",
                        "clientId",
                        "app-1",
                        "tokenEndpoint",
                        "http://127.0.0.1:" + endpoint.getAddress().getPort() + "/token"),
                Map.of("clientSecret", "s&cret", "refreshToken", refreshToken));
    }

    private void serve() {
        Thread thread = new Thread(() -> {
            try {
                channel.serve(accounts.find(Post.ACCOUNT).orElseThrow(), lease);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static String mail(String id) {
        return "From: anna@example.com\nSubject: x\nMessage-ID: <" + id + "@example.com>\n\nhello\n";
    }

    @Test
    void a_mailbox_is_read_and_written_from_with_one_token() {
        serve();
        await().until(() -> states.find(KEPT).isPresent());
        await().until(() -> states.find(
                        new StateKey(Post.ACCOUNT, null, "imap." + Integer.toHexString("INBOX".hashCode())))
                .isPresent());
        post.arrives(mail("1"));
        await().untilAsserted(() -> assertThat(sink.stored()).hasSize(1));

        assertThat(channel.deliver(SmtpEndsTest.message(1))).isInstanceOf(DeliveryResult.Accepted.class);
        assertThat(channel.checkConnection(account("refresh-1"))).isInstanceOf(ProviderAnswer.Given.class);

        assertThat(asked).hasSize(1);
        assertThat(asked.get(0))
                .isEqualTo("grant_type=refresh_token&client_id=app-1&client_secret=s&cret&refresh_token=refresh-1");
    }

    @Test
    void other_nodes_use_the_token_that_is_kept_and_nobody_else_can_read_it() {
        serve();
        await().until(() -> states.find(KEPT).isPresent());
        assertThat(states.find(KEPT).orElseThrow().value())
                .doesNotContain("token-1")
                .doesNotContain("refresh");

        MailClient elsewhere = new MailClient(properties, states, Clock.systemUTC());
        assertThat(channel(elsewhere).deliver(SmtpEndsTest.message(2))).isInstanceOf(DeliveryResult.Accepted.class);
        assertThat(asked).hasSize(1);
        elsewhere.close();
    }

    @Test
    void a_token_that_ends_is_replaced_by_the_refresh_token_that_came_last() {
        grants("short", 1, "refresh-2");
        assertThat(channel.checkConnection(account("refresh-1"))).isInstanceOf(ProviderAnswer.Given.class);
        asked.clear();
        grants("token-2", 3600, "refresh-3");

        assertThat(channel.deliver(SmtpEndsTest.message(1))).isInstanceOf(DeliveryResult.Accepted.class);
        assertThat(asked).hasSize(1);
        assertThat(asked.get(0)).endsWith("refresh_token=refresh-2");
    }

    @Test
    void a_token_that_the_server_does_not_take_any_more_is_replaced_at_once() {
        assertThat(channel.deliver(SmtpEndsTest.message(1))).isInstanceOf(DeliveryResult.Accepted.class);
        grants("token-2", 3600, "refresh-3");

        assertThat(channel.deliver(SmtpEndsTest.message(2))).isInstanceOf(DeliveryResult.Accepted.class);
        assertThat(channel.checkConnection(account("refresh-1"))).isInstanceOf(ProviderAnswer.Given.class);
        assertThat(asked).hasSize(2);
    }

    @Test
    void a_refused_consent_is_told_in_the_try_the_health_and_the_message() {
        refuses("invalid_grant");
        serve();

        assertThat(reason(channel.checkConnection(account("refresh-1"))))
                .isEqualTo(ProviderProblem.Reason.CONSENT_REFUSED);
        MailClient elsewhere = new MailClient(properties, states, Clock.systemUTC());
        await().untilAsserted(() -> assertThat(channel(elsewhere).connectionProblem(Post.ACCOUNT))
                .hasValueSatisfying(problem -> {
                    assertThat(problem.reason()).isEqualTo(ProviderProblem.Reason.CONSENT_REFUSED);
                    assertThat(problem.detail()).contains("AADSTS70000").doesNotContain("refresh-1");
                }));
        assertThat(channel.deliver(SmtpEndsTest.message(1)))
                .isInstanceOfSatisfying(
                        DeliveryResult.Rejected.class,
                        rejected -> assertThat(rejected.problem().reason()).isEqualTo(Reason.BAD_CREDENTIALS));

        elsewhere.close();
        grants("token-1", 3600, "refresh-2");
        await().atMost(java.time.Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(channel.connectionProblem(Post.ACCOUNT)).isEmpty());

        accounts.put(account("refresh-9"));
        grants("token-9", 3600, "refresh-10");
        assertThat(channel.deliver(SmtpEndsTest.message(2))).isInstanceOf(DeliveryResult.Accepted.class);
        assertThat(asked.get(asked.size() - 1)).endsWith("refresh_token=refresh-9");
    }

    @Test
    void a_wrong_application_and_an_endpoint_that_is_away_are_told_apart() {
        refuses("invalid_client");
        assertThat(reason(channel.checkConnection(account("refresh-1")))).isEqualTo(ProviderProblem.Reason.BAD_SECRET);
        status = 503;
        answer = "<html>busy";
        assertThat(reason(channel.checkConnection(account("refresh-1"))))
                .isEqualTo(ProviderProblem.Reason.NO_CLEAR_ANSWER);
        ChannelAccount account = account("refresh-1");
        endpoint.stop(0);
        assertThat(reason(channel.checkConnection(account))).isEqualTo(ProviderProblem.Reason.PROVIDER_UNREACHABLE);
        accounts.put(account);
        assertThat(channel.deliver(SmtpEndsTest.message(1))).isInstanceOf(DeliveryResult.RetryLater.class);
    }

    private static ProviderProblem.Reason reason(ProviderAnswer<?> answer) {
        return ((ProviderAnswer.Failed<?>) answer).problem().reason();
    }
}
