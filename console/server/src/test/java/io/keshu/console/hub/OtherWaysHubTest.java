package io.keshu.console.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.keshu.channels.sandbox.world.Follower;
import io.keshu.console.Browser;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** From a customer on WeChat to her mailbox and back, on the whole hub. */
class OtherWaysHubTest extends HubTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String OWN = "desk@shop.example";

    private final GreenMail server = new GreenMail(new ServerSetup[] {
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)
    });
    private GreenMailUser box;
    private String account;
    private int version = 1;

    @BeforeEach
    void haveAMailbox() {
        server.start();
        box = server.setUser(OWN, OWN, "secret");
        Browser.Answer created = agent().post("/api/channel-accounts", form(true, 0));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        account = created.json().path("id").asString();
        await().atMost(PATIENCE)
                .until(() -> !jdbc.queryForList(
                                "SELECT value FROM channel_state WHERE name LIKE 'imap.%' AND account_id = ?", account)
                        .isEmpty());
    }

    @AfterEach
    void stop() {
        switchOff();
        server.stop();
    }

    /** How many mails came that no rule wrote. */
    private long fromAgents(String domain) throws MessagingException {
        long found = 0;
        for (MimeMessage mail : server.getReceivedMessagesForDomain(domain)) {
            found += mail.getHeader("Auto-Submitted") == null ? 1 : 0;
        }
        return found;
    }

    private void switchOff() {
        assertThat(agent().put("/api/channel-accounts/" + account, form(false, version++))
                        .status())
                .isEqualTo(200);
    }

    private Map<String, Object> form(boolean enabled, long version) {
        return Map.of(
                "type",
                "email",
                "key",
                "desk" + server.getSmtp().getPort(),
                "name",
                "服务台邮箱",
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

    private String conversation(String text) {
        Follower customer = customer();
        write(customer, text);
        await().atMost(PATIENCE).until(() -> conversationWith(customer).isPresent());
        return conversationWith(customer).orElseThrow();
    }

    private String customerOf(String conversation) {
        return agent().get("/api/conversations/" + conversation)
                .json()
                .at("/customer/id")
                .asString();
    }

    private void contact(String customer, String email) {
        Browser.Answer saved = agent().put(
                        "/api/customers/" + customer + "/contact", Map.of("phone", "", "email", email, "version", 0));
        assertThat(saved.status()).as(saved.text()).isEqualTo(200);
    }

    private String mailWay(String conversation) {
        for (JsonNode way :
                agent().get("/api/conversations/" + conversation + "/ways").json()) {
            if (way.path("kind").asString("").equals("mailbox")
                    && way.path("accountName").asString("").equals("服务台邮箱")) {
                return way.path("id").asString();
            }
        }
        throw new AssertionError("No mailbox offered");
    }

    private Browser.Answer send(String conversation, String way, String text) {
        return send(conversation, way, UUID.randomUUID().toString(), text);
    }

    private Browser.Answer send(String conversation, String way, String clientId, String text) {
        return agent().post(
                        "/api/conversations/" + conversation + "/messages?way=" + way,
                        Map.of("clientId", clientId, "text", text));
    }

    @Test
    void aBrowserThatAsksAgainIsToldOfItsMessageThoughTheWayIsGone() {
        String conversation = conversation("发到邮箱吧");
        contact(customerOf(conversation), "again@example.com");
        String way = mailWay(conversation);
        Browser.Answer first = send(conversation, way, "c1", "好的");
        assertThat(first.status()).as(first.text()).isEqualTo(201);
        await().atMost(PATIENCE).until(() -> fromAgents("example.com") == 1);
        switchOff();

        Browser.Answer again = send(conversation, way, "c1", "好的");

        assertThat(again.status()).as(again.text()).isEqualTo(200);
        assertThat(again.json().path("number")).isEqualTo(first.json().path("number"));
        assertThat(send(conversation, way, "c2", "还有").code()).isEqualTo("way.gone");
    }

    @Test
    void aMessageReachesTheMailboxAndWhatIsAnsweredThereIsTheSameCustomers() throws Exception {
        String conversation = conversation("发票开好了吗？");
        String customer = customerOf(conversation);
        contact(customer, "Ways@Example.org");

        Browser.Answer sent = send(conversation, mailWay(conversation), "发票已开好。");

        assertThat(sent.status()).as(sent.text()).isEqualTo(201);
        assertThat(sent.json().at("/via/channelType").asString()).isEqualTo("email");
        assertThat(sent.json().at("/via/address").asString()).isEqualTo("w***@example.org");
        assertThat(sent.json().at("/content/fields").toString()).doesNotContain("example.org");
        await().atMost(PATIENCE).until(() -> fromAgents("example.org") == 1);
        await().atMost(PATIENCE)
                .until(() -> thread(conversation)
                        .path(thread(conversation).size() - 1)
                        .at("/delivery/state")
                        .asString("")
                        .equals("accepted"));

        box.deliver(new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(
                        "From: ways@example.org\r\nSubject: Re\r\nMessage-ID: <w1@example.org>\r\n\r\n收到"
                                .getBytes(StandardCharsets.UTF_8))));
        await().atMost(PATIENCE)
                .until(() -> jdbc.queryForObject(
                                "SELECT COUNT(*) FROM conversation c JOIN identity i ON i.id = c.identity_id"
                                        + " WHERE i.account_id = ? AND c.customer_id = ?",
                                Integer.class,
                                account,
                                customer)
                        == 1);
    }

    @Test
    void anAddressOfSomebodyElseIsWrittenToAndNothingIsMerged() throws Exception {
        box.deliver(new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(
                        "From: other@example.net\r\nSubject: Hi\r\nMessage-ID: <o1@example.net>\r\n\r\nHi"
                                .getBytes(StandardCharsets.UTF_8))));
        byte[] address = "other@example.net".getBytes(StandardCharsets.UTF_8);
        String owner = "SELECT customer_id FROM identity WHERE user_id = ?";
        await().atMost(PATIENCE)
                .until(() ->
                        jdbc.queryForList(owner, Long.class, (Object) address).size() == 1);
        Long before = jdbc.queryForObject(owner, Long.class, (Object) address);
        String conversation = conversation("能发到邮箱吗？");
        contact(customerOf(conversation), "other@example.net");

        assertThat(send(conversation, mailWay(conversation), "可以").status()).isEqualTo(201);

        await().atMost(PATIENCE).until(() -> fromAgents("example.net") == 1);
        JsonNode event = thread(conversation).path(thread(conversation).size() - 1);
        assertThat(event.at("/content/kind").asString()).isEqualTo("others-address");
        assertThat(event.at("/via/address").asString()).isEqualTo("o***@example.net");
        assertThat(jdbc.queryForObject(owner, Long.class, (Object) address)).isEqualTo(before);
    }

    @Test
    void aWayThatChangedMeanwhileIsNotTaken() {
        String conversation = conversation("还在吗？");
        String customer = customerOf(conversation);
        contact(customer, "old@example.org");
        String way = mailWay(conversation);
        assertThat(agent().put(
                                "/api/customers/" + customer + "/contact",
                                Map.of("phone", "", "email", "new@example.org", "version", 1))
                        .status())
                .isEqualTo(200);

        Browser.Answer refused = send(conversation, way, "在");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("way.gone");
        assertThat(thread(conversation).toString()).doesNotContain("\"kind\":\"agent\"");
    }
}
