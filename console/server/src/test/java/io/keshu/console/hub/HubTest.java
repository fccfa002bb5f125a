package io.keshu.console.hub;

import io.keshu.channels.sandbox.SandboxOptions;
import io.keshu.channels.sandbox.SandboxServer;
import io.keshu.channels.sandbox.push.PushMessage;
import io.keshu.channels.sandbox.push.PushSettings;
import io.keshu.channels.sandbox.world.Account;
import io.keshu.channels.sandbox.world.AccountNames;
import io.keshu.channels.sandbox.world.Follower;
import io.keshu.console.Browser;
import io.keshu.console.HubApplication;
import io.keshu.embedded.EmbeddedMariaDb;
import io.keshu.embedded.EmbeddedServers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** The whole hub on a real database and Redis, with one official account of the sandbox. */
@SpringBootTest(
        classes = HubApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "keshu.embedded.enabled=false",
            "keshu.sandbox.enabled=false",
            // The providers' stand-ins are on this machine.
            "keshu.channels.addresses.private-allowed=true",
            "keshu.data-dir=target/hub-test",
            "keshu.email.poll=2s",
            "KESHU_ADMIN_PASSWORD=" + HubTest.PASSWORD
        })
abstract class HubTest {

    static final String PASSWORD = "hub-test-password";
    static final String KEY = "shop";

    /** One for all tests of the run, as the hub's context is. */
    static final SandboxServer SANDBOX = SandboxServer.start(
            SandboxOptions.defaults().pushing(new PushSettings(Duration.ofSeconds(5), Duration.ofSeconds(1), 3, 50, 1)),
            Clock.systemUTC());

    static final Account ACCOUNT =
            SANDBOX.world().add(AccountNames.account("小店")).orElseThrow();

    @LocalServerPort
    int port;

    @Autowired
    JdbcTemplate jdbc;

    private Browser agent;

    @DynamicPropertySource
    static void servers(DynamicPropertyRegistry registry) {
        EmbeddedMariaDb database = EmbeddedServers.shared().mariaDb();
        registry.add("spring.datasource.url", Servers::databaseUrl);
        registry.add("spring.datasource.username", database::username);
        registry.add("spring.datasource.password", database::password);
        registry.add(
                "keshu.redis.address", () -> EmbeddedServers.shared().redis().address());
        String prefix = "keshu.channels.accounts[0].";
        registry.add(prefix + "type", () -> "wechat");
        registry.add(prefix + "key", () -> KEY);
        registry.add(prefix + "settings.appId", () -> ACCOUNT.settings().appId());
        registry.add(prefix + "settings.mode", () -> "secure");
        registry.add(prefix + "settings.apiBaseUrl", SANDBOX::url);
        registry.add(prefix + "secrets.appSecret", () -> ACCOUNT.settings().secret());
        registry.add(prefix + "secrets.token", () -> ACCOUNT.settings().token());
        registry.add(prefix + "secrets.encodingAesKey", () -> ACCOUNT.settings().encodingAesKey());
    }

    /** One database for the tests that share the context. */
    private static final class Servers {
        private static final String URL = EmbeddedServers.shared().freshDatabase();

        static String databaseUrl() {
            return URL;
        }
    }

    @AfterEach
    void nothingFailsAnyMore() {
        SANDBOX.faults().clear();
    }

    Browser agent() {
        if (agent == null) {
            agent = new Browser(port);
            if (agent.signIn("admin", PASSWORD).status() != 200) {
                throw new AssertionError("Can't sign in");
            }
        }
        return agent;
    }

    /** Somebody who just followed the account, of which the hub has not heard. */
    Follower customer() {
        ACCOUNT.change(ACCOUNT.settings().pushedTo("http://localhost:" + port + "/webhooks/wechat/" + KEY));
        return ACCOUNT.add(AccountNames.openid(), "客户", true, Instant.now());
    }

    /** Writes on the phone. */
    void write(Follower customer, String text) {
        Instant now = Instant.now();
        String id = SANDBOX.world().nextMessageId();
        customer.wrote(text, id, now);
        SANDBOX.pusher().push(ACCOUNT, customer, PushMessage.text(customer.openid(), now, id, text));
    }

    /** The conversation whose latest text is this one, as agents see it. */
    Optional<String> conversationWith(Follower customer) {
        return jdbc
                .queryForList(
                        "SELECT c.id FROM conversation c JOIN identity i ON i.id = c.identity_id WHERE i.user_id = ?",
                        Long.class,
                        (Object) customer.openid().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .stream()
                .findFirst()
                .map(String::valueOf);
    }

    /** What agents see of a conversation. */
    JsonNode thread(String conversation) {
        Browser.Answer answer = agent().get("/api/conversations/" + conversation + "/messages?limit=100");
        if (answer.status() != 200) {
            throw new AssertionError(answer.status() + " " + answer.text());
        }
        return answer.json().path("items");
    }
}
