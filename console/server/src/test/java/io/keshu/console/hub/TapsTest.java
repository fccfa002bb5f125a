package io.keshu.console.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keshu.channels.sandbox.journal.Delivered;
import io.keshu.channels.sandbox.journal.Journal;
import io.keshu.channels.sandbox.world.Follower;
import io.keshu.console.Browser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A marketer makes a menu and a rule for a code; an agent has the conversation; the phone taps and scans, and is answered all the same. */
class TapsTest extends HubTest {

    private static final HttpClient PHONE = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.shared();

    private static Map<String, Object> entry(String id, String name, String action, String text, String value) {
        Map<String, Object> item = new HashMap<>(Map.of("id", id, "name", name, "action", action));
        item.putAll(Map.of("text", text, "key", "", "url", "", "appId", "", "pagePath", "", "value", value));
        item.put("handOver", false);
        item.put("children", List.of());
        return item;
    }

    private static Map<String, Object> rule(String name, String scene, String text) {
        Map<String, Object> trigger = new HashMap<>(Map.of("kind", "SUBSCRIBED", "match", "CONTAINS", "minutes", 0));
        trigger.putAll(Map.of("words", List.of(), "scenes", List.of(scene), "kinds", List.of()));
        Map<String, Object> conditions = new HashMap<>(Map.of("time", "ANY", "language", "ANY", "acquaintance", "ANY"));
        conditions.putAll(Map.of("channels", List.of(), "accounts", List.of(), "tags", List.of()));
        conditions.put("window", Map.of("days", List.of(), "from", "", "to", ""));
        Map<String, Object> rule = new HashMap<>(Map.of("name", name, "enabled", true, "choice", "ALL", "stop", true));
        rule.putAll(Map.of("trigger", trigger, "conditions", conditions, "answers", List.of(answer(text))));
        rule.putAll(Map.of("handOver", false, "group", ""));
        return rule;
    }

    private static Map<String, Object> answer(String text) {
        Map<String, Object> answer =
                new HashMap<>(Map.of("kind", "TEXT", "text", text, "articles", List.of(), "options", List.of()));
        for (String part : List.of("media", "title", "description", "url", "appId", "path")) {
            answer.put(part, "");
        }
        return answer;
    }

    private static JsonNode ok(Browser.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isBetween(200, 299);
        return JSON.readTree(answer.text());
    }

    private String account() {
        return jdbc.queryForObject("SELECT id FROM channel_account WHERE account_key = ?", Long.class, KEY)
                .toString();
    }

    private void publish(Object... entries) {
        String path = "/api/menus/" + account();
        JsonNode before = ok(agent().get(path));
        Map<String, Object> menu = Map.of("intro", "", "items", List.of(entries), "tagged", List.of());
        JsonNode saved = ok(agent().put(
                        path + "/draft",
                        Map.of("version", before.path("version").asLong(), "menu", menu)));
        JsonNode published = ok(agent().post(
                        path + "/publish",
                        Map.of(
                                "version",
                                saved.path("version").asLong(),
                                "live",
                                before.path("live").asInt(0))));
        assertThat(published.at("/latest/state").asString())
                .as(published.toString())
                .isEqualTo("PUBLISHED");
    }

    /** A customer whom an agent has answered; nobody waits. */
    private String withAnAgent(Follower customer) {
        write(customer, "在吗");
        await().until(() -> conversationWith(customer).isPresent()
                && thread(conversationWith(customer).orElseThrow()).size() == 2);
        String conversation = conversationWith(customer).orElseThrow();
        ok(agent().post(
                        "/api/conversations/" + conversation + "/messages",
                        Map.of("clientId", UUID.randomUUID().toString(), "text", "我来为您服务")));
        await().until(() -> texts(customer).contains("我来为您服务"));
        return conversation;
    }

    private void does(Follower customer, String event, String key) throws IOException, InterruptedException {
        String url = SANDBOX.url() + "/control/accounts/" + ACCOUNT.settings().appId() + "/followers/"
                + customer.openid() + "/event";
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(Map.of("event", event, "key", key))))
                .build();
        HttpResponse<String> answer = PHONE.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    }

    private static List<Delivered> delivered(Follower customer) {
        return SANDBOX.journal().list(Journal.Kind.DELIVERED, 0, Integer.MAX_VALUE, entry -> true).stream()
                .map(entry -> (Delivered) entry)
                .filter(delivered -> delivered.openid().equals(customer.openid()))
                .toList();
    }

    private static List<String> texts(Follower customer) {
        return delivered(customer).stream().map(Delivered::text).toList();
    }

    private void isTheAgents(String conversation, boolean waits) {
        JsonNode row = ok(agent().get("/api/conversations/" + conversation));
        JsonNode head = row.path("summary");
        assertThat(head.path("state").asString()).as(row.toString()).isEqualToIgnoringCase("queued");
        assertThat(head.path("waitingSince").isString()).as(row.toString()).isEqualTo(waits);
    }

    @Test
    void whoIsWithAnAgentTapsAndScansAndIsAnsweredAndStaysWithTheAgent() throws Exception {
        String name = "售后" + UUID.randomUUID().toString().substring(0, 6);
        String group = ok(agent().post("/api/agent-groups", Map.of("name", name)))
                .path("id")
                .asString();
        publish(entry("hours", "营业时间", "REPLY", "9 点开门", ""), entry("sales", "售后", "GROUP", "已转售后", group));
        ok(agent().post("/api/bot/rules", rule("门店码", "door-taps", "欢迎到店")));
        Follower customer = customer();
        String conversation = withAnAgent(customer);

        does(customer, "CLICK", "hours");
        await().until(() -> texts(customer).contains("9 点开门"));
        does(customer, "SCAN", "door-taps");
        await().until(() -> texts(customer).contains("欢迎到店"));
        isTheAgents(conversation, false);
        does(customer, "CLICK", "sales");
        await().until(() -> texts(customer).contains("已转售后"));

        isTheAgents(conversation, true);
        assertThat(jdbc.queryForObject("SELECT group_id FROM conversation WHERE id = ?", String.class, conversation))
                .isEqualTo(group);
        assertThat(texts(customer)).doesNotHaveDuplicates();
        assertThat(delivered(customer).stream()
                        .filter(delivered -> delivered.text().equals("9 点开门"))
                        .map(Delivered::via))
                .as("costs no quota")
                .containsExactly("passive");
        assertThat(conversationWith(customer)).contains(conversation);
    }
}
