package io.keshu.console.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keshu.channels.sandbox.push.PushMessage;
import io.keshu.channels.sandbox.world.Account;
import io.keshu.channels.sandbox.world.AccountNames;
import io.keshu.channels.sandbox.world.Follower;
import io.keshu.console.Browser;
import io.keshu.console.HubApplication;
import io.keshu.embedded.EmbeddedServers;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import tools.jackson.databind.JsonNode;

/** An account's life on two nodes: whatever is done to it on one holds on the other, without a restart. */
class AccountLifeTest extends HubTest {

    private static final HttpClient PROVIDER = HttpClient.newHttpClient();
    private static final String NAME = "分店";

    @Value("${spring.datasource.url}")
    private String database;

    private ServletWebServerApplicationContext secondNode() {
        var mariaDb = EmbeddedServers.shared().mariaDb();
        return (ServletWebServerApplicationContext) new SpringApplicationBuilder(HubApplication.class)
                .properties(
                        "server.port=0",
                        "keshu.embedded.enabled=false",
                        "keshu.sandbox.enabled=false",
                        "keshu.data-dir=target/hub-test",
                        "keshu.channels.addresses.private-allowed=true",
                        "KESHU_ADMIN_PASSWORD=" + PASSWORD,
                        "spring.datasource.url=" + database,
                        "spring.datasource.username=" + mariaDb.username(),
                        "spring.datasource.password=" + mariaDb.password(),
                        "keshu.redis.address="
                                + EmbeddedServers.shared().redis().address())
                .run();
    }

    private static Map<String, Object> form(Account account, long version, boolean enabled) {
        Map<String, Object> form = new HashMap<>(Map.of("type", "wechat", "key", "branch", "name", NAME));
        form.put("enabled", enabled);
        form.put("version", version);
        form.put(
                "settings", Map.of("appId", account.settings().appId(), "mode", "secure", "apiBaseUrl", SANDBOX.url()));
        form.put(
                "secrets",
                Map.of(
                        "appSecret", account.settings().secret(),
                        "token", account.settings().token(),
                        "encodingAesKey", account.settings().encodingAesKey()));
        return form;
    }

    private static int webhook(int port) {
        try {
            return PROVIDER.send(
                            HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/webhooks/wechat/branch"))
                                    .timeout(Duration.ofSeconds(20))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode ok(Browser.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isBetween(200, 299);
        return answer.json();
    }

    private JsonNode lastOf(String conversation) {
        JsonNode items = thread(conversation);
        return items.path(items.size() - 1);
    }

    @Test
    void whatIsDoneToAnAccountOnOneNodeHoldsOnTheOtherAndItsHistoryOutlivesIt() {
        Account branch = SANDBOX.world().add(AccountNames.account(NAME)).orElseThrow();
        try (ServletWebServerApplicationContext second = secondNode()) {
            int other = second.getWebServer().getPort();
            assertThat(webhook(other)).isEqualTo(404);

            String id = ok(agent().post("/api/channel-accounts", form(branch, 0, true)))
                    .path("id")
                    .asString();
            await().until(() -> webhook(other) != 404);
            branch.change(branch.settings().pushedTo("http://localhost:" + other + "/webhooks/wechat/branch"));
            Follower customer = branch.add(AccountNames.openid(), "客户", true, Instant.now());
            Instant now = Instant.now();
            String message = SANDBOX.world().nextMessageId();
            customer.wrote("在吗", message, now);
            SANDBOX.pusher().push(branch, customer, PushMessage.text(customer.openid(), now, message, "在吗"));
            await().until(() -> conversationWith(customer).isPresent());
            String conversation = conversationWith(customer).orElseThrow();
            await().untilAsserted(() -> assertThat(ok(agent().get("/api/channel-accounts/" + id + "/health"))
                            .path("receivedAt")
                            .isNull())
                    .isFalse());

            Browser there = new Browser(other);
            assertThat(there.signIn("admin", PASSWORD).status()).isEqualTo(200);
            ok(there.put("/api/channel-accounts/" + id, form(branch, 1, false)));
            // The first node says so of the account's QR codes, without asking the provider.
            await().until(() -> !ok(agent().get("/api/channel-accounts/" + id))
                    .path("enabled")
                    .asBoolean());
            assertThat(agent().post(
                                    "/api/scene-codes/" + id,
                                    Map.of("name", "门店", "scene", "s1", "numbered", false, "group", "", "validDays", 7))
                            .code())
                    .isEqualTo("account.disabled");
            assertThat(agent().put("/api/channel-accounts/" + id, form(branch, 1, true))
                            .code())
                    .isEqualTo("account.changed");

            assertThat(ok(agent().get("/api/channel-accounts/" + id + "/loss"))
                            .path("openConversations")
                            .asInt())
                    .isEqualTo(1);
            assertThat(agent().delete("/api/channel-accounts/" + id + "?version=2&name="
                                    + URLEncoder.encode(NAME, StandardCharsets.UTF_8))
                            .status())
                    .isEqualTo(204);

            await().until(() -> webhook(other) == 404 && webhook(port) == 404);
            await().atMost(Duration.ofSeconds(30))
                    .until(() ->
                            lastOf(conversation).at("/content/kind").asString().equals("closed"));
            assertThat(lastOf(conversation).at("/content/fields/reason").asString())
                    .isEqualTo("account-deleted");
            JsonNode head = ok(there.get("/api/conversations/" + conversation));
            assertThat(head.toString()).contains("wechat");
            assertThat(thread(conversation).toString()).contains("在吗");
            JsonNode changes =
                    ok(there.get("/api/channel-accounts/changes?account=" + id)).path("items");
            assertThat(changes.findValuesAsString("action")).containsExactly("DELETED", "DISABLED", "CREATED");
            assertThat(changes.toString()).doesNotContain(branch.settings().secret());
            assertThat(jdbc.queryForObject(
                            "SELECT LENGTH(secrets) FROM channel_account WHERE id = ?", Long.class, Long.valueOf(id)))
                    .isLessThan(80);
        }
    }
}
