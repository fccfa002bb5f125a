package io.keshu.console.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keshu.channels.sandbox.sms.SmsCenter;
import io.keshu.channels.sandbox.sms.SmsTown;
import io.keshu.console.Browser;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A number of the hub's at an SMSC, from the customer's text to the agent's answer and its receipt. */
class SmsHubTest extends HubTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String LONG = "您的订单已经发出，".repeat(12) + "😀";

    private final SmsCenter center = SANDBOX.sms();
    private final SmsTown.Person anna = center.town().meet("安娜");

    private Map<String, Object> account() {
        return Map.of(
                "type",
                "sms-smpp",
                "key",
                "sms",
                "name",
                "短信",
                "enabled",
                true,
                "settings",
                Map.of(
                        "host", "127.0.0.1",
                        "port", Integer.toString(center.port()),
                        "systemId", SmsCenter.SYSTEM_ID,
                        "number", SmsTown.COMPANY,
                        "bind", "transceiver",
                        "region", "CN",
                        "alphabet", "gsm7",
                        "receiptIds", "same"),
                "secrets",
                Map.of("password", center.password()),
                "version",
                0);
    }

    @Test
    void aTextBecomesAConversationAndItsAnswerIsShownAsDelivered() {
        Browser.Answer created = agent().post("/api/channel-accounts", account());
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        await().atMost(PATIENCE).until(() -> center.bound() == 1);

        center.write(anna, LONG);

        await().atMost(PATIENCE).until(() -> conversation() != null);
        String conversation = conversation();
        JsonNode said = thread(conversation).get(0);
        assertThat(said.path("content").path("text").asString()).isEqualTo(LONG);

        Browser.Answer reply = agent().post(
                        "/api/conversations/" + conversation + "/messages",
                        Map.of("clientId", UUID.randomUUID().toString(), "text", LONG + "谢谢"));
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(center.town().messages(anna))
                        .extracting(SmsTown.Message::text)
                        .containsSubsequence(LONG, LONG + "谢谢"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(state(conversation)).isEqualTo("delivered"));

        center.town().switchOff(anna, true);
        agent().post(
                        "/api/conversations/" + conversation + "/messages",
                        Map.of("clientId", UUID.randomUUID().toString(), "text", "还在吗"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(state(conversation)).isEqualTo("failed"));

        JsonNode limits =
                agent().get("/api/conversations/" + conversation).json().path("reply");
        assertThat(limits.path("segments").path("partUnits").asInt()).isEqualTo(67);
    }

    /** What became of the last message. */
    private String state(String conversation) {
        JsonNode last = null;
        for (JsonNode one : thread(conversation)) {
            last = one;
        }
        return last == null ? "" : last.path("delivery").path("state").asString("");
    }

    private String conversation() {
        return jdbc
                .queryForList(
                        "SELECT c.id FROM conversation c JOIN identity i ON i.id = c.identity_id WHERE i.user_id = ?",
                        Long.class,
                        (Object) ("+" + anna.number()).getBytes(StandardCharsets.UTF_8))
                .stream()
                .findFirst()
                .map(String::valueOf)
                .orElse(null);
    }
}
