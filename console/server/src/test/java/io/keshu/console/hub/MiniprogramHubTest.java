package io.keshu.console.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keshu.channels.sandbox.mini.MiniPrograms;
import io.keshu.channels.sandbox.mini.MiniTemplates;
import io.keshu.channels.sandbox.world.Account;
import io.keshu.channels.sandbox.world.AccountNames;
import io.keshu.channels.sandbox.world.AccountSettings;
import io.keshu.channels.sandbox.world.ChatEntry;
import io.keshu.channels.sandbox.world.Follower;
import io.keshu.console.Browser;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A mini program of the hub, from what the customer does on the phone to what comes back to it. */
class MiniprogramHubTest extends HubTest {

    private static final String KEY = "mini";
    private static final MiniPrograms MINI = SANDBOX.mini();

    /** Added to the hub by whichever test comes first; the context is all tests'. */
    private static final Account PROGRAM =
            MINI.world().add(AccountNames.account("小店小程序")).orElseThrow();

    private Follower anna;

    @BeforeEach
    void begin() {
        AccountSettings settings = PROGRAM.settings();
        PROGRAM.change(settings.pushedTo("http://localhost:" + port + "/webhooks/miniprogram/" + KEY));
        anna = PROGRAM.add(AccountNames.openid(), "安娜", true, Instant.now());
        Browser.Answer created = agent().post(
                        "/api/channel-accounts",
                        Map.of(
                                "type",
                                "miniprogram",
                                "key",
                                KEY,
                                "name",
                                "小程序",
                                "enabled",
                                true,
                                "settings",
                                Map.of(
                                        "appId",
                                        settings.appId(),
                                        "mode",
                                        "secure",
                                        "apiBaseUrl",
                                        MINI.apiUrl(SANDBOX.url())),
                                "secrets",
                                Map.of(
                                        "appSecret",
                                        settings.secret(),
                                        "token",
                                        settings.token(),
                                        "encodingAesKey",
                                        settings.encodingAesKey()),
                                "version",
                                0));
        assertThat(created.status()).as(created.text()).isIn(201, 409);
    }

    private String conversation() {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> conversationWith(anna).isPresent());
        return conversationWith(anna).orElseThrow();
    }

    private Browser.Answer answer(String conversation, String text) {
        return agent().post(
                        "/api/conversations/" + conversation + "/messages",
                        Map.of("clientId", UUID.randomUUID().toString(), "text", text));
    }

    private List<ChatEntry> onThePhone() {
        return anna.chat().after(0).stream()
                .filter(entry -> entry.from().equals("account"))
                .toList();
    }

    private JsonNode allowance(String conversation) {
        return agent().get("/api/conversations/" + conversation + "/reply")
                .json()
                .path("allowance");
    }

    @Test
    void whatSheWritesIsAnsweredOnHerPhone() {
        MINI.write(PROGRAM, anna, "有货吗");
        String conversation = conversation();
        assertThat(thread(conversation).get(0).at("/content/text").asString()).isEqualTo("有货吗");

        assertThat(answer(conversation, "有的").status()).isEqualTo(201);

        // The bot may have said something too.
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        onThePhone().stream().anyMatch(entry -> entry.text().equals("有的")));
        assertThat(allowance(conversation).at("/pools/0/left").asInt())
                .isEqualTo(5 - onThePhone().size());
    }

    @Test
    void openingTheServiceAllowsTwoAnswersAndSaysWhereFrom() {
        MINI.enter(PROGRAM, anna, "商品 1024");
        String conversation = conversation();

        JsonNode entered = thread(conversation).get(0).path("content");
        assertThat(entered.path("kind").asString()).isEqualTo("entered");
        assertThat(entered.at("/fields/from").asString()).isEqualTo("商品 1024");
        assertThat(allowance(conversation).at("/pools/0/trigger").asString()).isEqualTo("entered");
        assertThat(allowance(conversation).at("/pools/0/left").asInt()).isEqualTo(2);

        answer(conversation, "欢迎");
        await().atMost(Duration.ofSeconds(30)).until(() -> onThePhone().size() == 1);
        assertThat(allowance(conversation).at("/pools/0/left").asInt()).isEqualTo(1);
    }

    @Test
    void oneConsentIsOneSubscribeMessage() {
        MINI.write(PROGRAM, anna, "发货告诉我");
        String conversation = conversation();
        assertThat(left(conversation)).isZero();
        Browser.Answer refused = sendTemplate(conversation);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("template.no_consent");
        assertThat(refused.json().path("detail").asString()).isNotBlank();

        MINI.answerPopup(PROGRAM, anna, Map.of(MiniTemplates.PROGRESS.id(), true));
        await().atMost(Duration.ofSeconds(30)).until(() -> left(conversation) == 1);
        Browser.Answer sent = sendTemplate(conversation);
        assertThat(sent.status()).as(sent.text()).isEqualTo(201);

        await().atMost(Duration.ofSeconds(30))
                .until(() -> onThePhone().stream()
                        .anyMatch(entry ->
                                entry.type().equals("template") && entry.text().contains("更换灯罩")));
        await().atMost(Duration.ofSeconds(30)).until(() -> left(conversation) == 0);
        int number = sent.json().path("number").asInt();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(delivery(conversation, number)).isEqualTo("delivered"));
    }

    private String delivery(String conversation, int number) {
        for (JsonNode message : thread(conversation)) {
            if (message.path("number").asInt() == number) {
                return message.at("/delivery/state").asString("");
            }
        }
        return "";
    }

    private int left(String conversation) {
        JsonNode list =
                agent().get("/api/conversations/" + conversation + "/templates").json();
        for (JsonNode template : list.path("templates")) {
            if (template.path("id").asString().equals(MiniTemplates.PROGRESS.id())) {
                return template.path("left").asInt();
            }
        }
        throw new AssertionError("No such template: " + list);
    }

    private Browser.Answer sendTemplate(String conversation) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("clientId", UUID.randomUUID().toString());
        request.put("templateId", MiniTemplates.PROGRESS.id());
        request.put("values", Map.of("thing1", "更换灯罩", "phrase2", "已寄出"));
        request.put("url", "");
        request.put("appId", "");
        request.put("path", "");
        return agent().post("/api/conversations/" + conversation + "/messages/template", request);
    }
}
