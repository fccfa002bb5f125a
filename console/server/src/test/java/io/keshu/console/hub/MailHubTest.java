package io.keshu.console.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.keshu.console.Browser;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A mailbox of the hub, from the customer's mail to the agent's answer in its thread. */
class MailHubTest extends HubTest {

    private static final String OWN = "service@shop.example";
    private static final String ANNA = "anna@example.com";
    private static final String BEN = "ben@example.com";
    private static final String CLEO = "cleo@example.com";

    private final GreenMail server = new GreenMail(new ServerSetup[] {
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)
    });

    @AfterEach
    void stop() {
        server.stop();
    }

    private Map<String, Object> account(boolean enabled, long version) {
        return account("mail", enabled, version);
    }

    private Map<String, Object> account(String key, boolean enabled, long version) {
        return Map.of(
                "type",
                "email",
                "key",
                key,
                "name",
                "客服邮箱",
                "enabled",
                enabled,
                "settings",
                Map.ofEntries(
                        Map.entry("address", OWN),
                        Map.entry("imapHost", "127.0.0.1"),
                        Map.entry("imapPort", Integer.toString(server.getImap().getPort())),
                        Map.entry("imapSecurity", "none"),
                        Map.entry("smtpHost", "127.0.0.1"),
                        Map.entry("smtpPort", Integer.toString(server.getSmtp().getPort())),
                        Map.entry("smtpSecurity", "none"),
                        Map.entry("folder", "INBOX")),
                "secrets",
                Map.of("password", "secret"),
                "version",
                version);
    }

    private static MimeMessage mail(String raw) throws Exception {
        return new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(raw.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aMailBecomesAThreadAndTheAnswerComesBackInIt() throws Exception {
        server.start();
        GreenMailUser box = server.setUser(OWN, OWN, "secret");
        server.setUser(ANNA, ANNA, "hers");
        served("mail");

        box.deliver(mail("""
                    From: Anna <Anna@example.com>
                    Subject: =?GB2312?B?tqm1pQ==?= 12
                    Message-ID: <m1@example.com>
                    References: <m0@example.com>
                    MIME-Version: 1.0
                    Content-Type: multipart/mixed; boundary=b

                    --b
                    Content-Type: text/plain; charset=utf-8

                    到哪里了？

                    On Monday, 4 May 2026 Shop wrote:
                    > 已发货
                    --b
                    Content-Type: application/pdf
                    Content-Disposition: attachment; filename=a.pdf
                    Content-Transfer-Encoding: base64

                    JVBERi0xLjQK
                    --b--
                    """));

        await().atMost(Duration.ofSeconds(30)).until(() -> conversation() != null);
        String conversation = conversation();
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            JsonNode file = message(conversation, "file");
            assertThat(file.path("media").path("state").asString("")).isEqualTo("stored");
        });
        JsonNode letter = message(conversation, "mail").path("content");
        assertThat(letter.path("text").asString()).isEqualTo("到哪里了？");
        assertThat(letter.path("fields").path("subject").asString()).isEqualTo("订单 12");
        assertThat(letter.path("fields").path("quoted").asString()).contains("> 已发货");

        Browser.Answer reply = agent().post(
                        "/api/conversations/" + conversation + "/messages",
                        Map.of("clientId", UUID.randomUUID().toString(), "text", "明天到"));
        assertThat(reply.status()).isEqualTo(201);
        await().atMost(Duration.ofSeconds(30)).until(() -> written().isPresent());
        MimeMessage sent = written().orElseThrow();
        assertThat(sent.getSubject()).isEqualTo("Re: 订单 12");
        assertThat(sent.getHeader("In-Reply-To", null)).isEqualTo("<m1@example.com>");
        assertThat(sent.getHeader("References", null)).isEqualTo("<m0@example.com> <m1@example.com>");
    }

    /** What a person wrote, beside the greeting that nobody did. */
    private Optional<MimeMessage> written() throws Exception {
        for (MimeMessage sent : server.getReceivedMessagesForDomain("example.com")) {
            if (sent.getHeader("Auto-Submitted") == null) {
                return Optional.of(sent);
            }
        }
        return Optional.empty();
    }

    private void served(String key) {
        Browser.Answer created = agent().post("/api/channel-accounts", account(key, true, 0));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !jdbc.queryForList(
                                "SELECT value FROM channel_state WHERE name LIKE 'imap.%' AND account_id = ?",
                                Long.parseLong(created.json().path("id").asString()))
                        .isEmpty());
    }

    /** A rule that answers whatever contains the word. */
    private void rule(String word, String text) {
        Map<String, Object> trigger = new HashMap<>(Map.of("kind", "KEYWORD", "match", "CONTAINS", "minutes", 0));
        trigger.putAll(Map.of("words", List.of(word), "scenes", List.of(), "kinds", List.of()));
        Map<String, Object> conditions = new HashMap<>(Map.of("time", "ANY", "language", "ANY", "acquaintance", "ANY"));
        conditions.putAll(Map.of("channels", List.of(), "accounts", List.of(), "tags", List.of()));
        conditions.put("window", Map.of("days", List.of(), "from", "", "to", ""));
        Map<String, Object> answer =
                new HashMap<>(Map.of("kind", "TEXT", "text", text, "articles", List.of(), "options", List.of()));
        for (String part : List.of("media", "title", "description", "url", "appId", "path")) {
            answer.put(part, "");
        }
        Map<String, Object> rule = new HashMap<>(Map.of("name", word, "enabled", true, "choice", "ALL", "stop", true));
        rule.putAll(Map.of("trigger", trigger, "conditions", conditions, "answers", List.of(answer)));
        rule.putAll(Map.of("handOver", false, "group", ""));
        Browser.Answer created = agent().post("/api/bot/rules", rule);
        assertThat(created.status()).as(created.text()).isEqualTo(201);
    }

    @Test
    void aRuleAnswersALetterByItsSubjectAndSaysThatNobodyWroteItAndNeverAnswersAMachine() throws Exception {
        server.start();
        GreenMailUser box = server.setUser(OWN, OWN, "secret");
        server.setUser(BEN, BEN, "his");
        served("mail-rules");
        rule("换货单", "请填写换货单");

        box.deliver(mail("""
                    From: robot <ben@example.com>
                    Subject: =?UTF-8?B?5o2i6LSn5Y2V?=
                    Auto-Submitted: auto-replied
                    Message-ID: <auto@example.com>
                    Content-Type: text/plain; charset=utf-8

                    换货单
                    """));
        box.deliver(mail("""
                    From: Ben <ben@example.com>
                    Subject: =?UTF-8?B?5o2i6LSn5Y2V?=
                    Message-ID: <m1@example.com>
                    Content-Type: text/plain; charset=utf-8

                    订单 12
                    """));

        await().atMost(Duration.ofSeconds(30))
                .until(() -> server.getReceivedMessagesForDomain("example.com").length > 0);
        MimeMessage sent = server.getReceivedMessagesForDomain("example.com")[0];
        assertThat(sent.getHeader("Auto-Submitted", null)).isEqualTo("auto-replied");
        assertThat(sent.getHeader("X-Auto-Response-Suppress", null)).isEqualTo("All");
        assertThat(sent.getHeader("In-Reply-To", null)).isEqualTo("<m1@example.com>");
        assertThat(server.getReceivedMessagesForDomain("example.com")).hasSize(1);
    }

    @Test
    void aTrySaysWhichServerIsWrongAndPicturesAreNeverFetchedFromOnesOwnNetwork() throws Exception {
        server.start();
        GreenMailUser box = server.setUser(OWN, OWN, "secret");
        served("mail-pictures");
        Browser.Answer tried = agent().post(
                        "/api/channel-accounts/test",
                        Map.of(
                                "id",
                                "",
                                "type",
                                "email",
                                "settings",
                                account(true, 0).get("settings"),
                                "secrets",
                                Map.of("password", "wrong")));
        assertThat(tried.json().path("works").asBoolean()).as(tried.text()).isFalse();
        assertThat(tried.json().path("text").asString()).contains("IMAP, SMTP").doesNotContain("AppSecret");

        box.deliver(mail("""
                    From: Cleo <cleo@example.com>
                    Subject: pictures
                    Message-ID: <m2@example.com>
                    Content-Type: text/html; charset=utf-8

                    <p>a</p><img src="http://127.0.0.1:%d/a.png">
                    """.formatted(server.getImap().getPort())));
        await().atMost(Duration.ofSeconds(30)).until(() -> conversation(CLEO) != null);
        JsonNode letter = message(conversation(CLEO), "mail");
        assertThat(letter.path("content").path("fields").path("html").asString())
                .contains("data-remote=\"http://127.0.0.1")
                .doesNotContain("src=");
        String place = "/api/conversations/" + conversation(CLEO) + "/messages/"
                + letter.path("number").asInt() + "/remote-pictures/";
        Browser.Answer picture = agent().get(place + 0);
        assertThat(picture.status()).as(picture.text()).isEqualTo(422);
        assertThat(picture.code()).isEqualTo("picture.address_refused");
        assertThat(agent().get(place + 1).status()).isEqualTo(404);
    }

    private String conversation() {
        return conversation(ANNA);
    }

    private String conversation(String customer) {
        return jdbc
                .queryForList(
                        "SELECT c.id FROM conversation c JOIN identity i ON i.id = c.identity_id WHERE i.user_id = ?",
                        Long.class,
                        (Object) customer.getBytes(StandardCharsets.UTF_8))
                .stream()
                .findFirst()
                .map(String::valueOf)
                .orElse(null);
    }

    private JsonNode message(String conversation, String kind) {
        for (JsonNode one : thread(conversation)) {
            if (one.path("content").path("kind").asString("").equals(kind)) {
                return one;
            }
        }
        throw new AssertionError("No " + kind + " yet");
    }
}
