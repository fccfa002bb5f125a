package io.keshu.console.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keshu.channels.sandbox.fault.ApiFault;
import io.keshu.channels.sandbox.journal.Delivered;
import io.keshu.channels.sandbox.journal.Journal;
import io.keshu.channels.sandbox.world.Follower;
import io.keshu.console.Browser;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Whatever WeChat answers, the message ends in a stated state that the agent sees, and the customer gets it once at most. */
class ProviderFaultsTest extends HubTest {

    private static final String SEND = "/cgi-bin/message/custom/send";

    /** A conversation that has its greeting, so that what follows is the agent's alone. */
    private String opened(Follower customer) {
        write(customer, "在吗");
        await().until(() ->
                conversationWith(customer).isPresent() && texts(customer).size() == 1);
        String conversation = conversationWith(customer).orElseThrow();
        await().until(() -> state(conversation, 2).equals("accepted"));
        return conversation;
    }

    private int reply(String conversation, String text) {
        Browser.Answer answer = agent().post(
                        "/api/conversations/" + conversation + "/messages",
                        Map.of("clientId", UUID.randomUUID().toString(), "text", text));
        assertThat(answer.status()).isEqualTo(201);
        return answer.json().path("number").asInt();
    }

    private String state(String conversation, int number) {
        return delivery(conversation, number).path("state").asString("");
    }

    private JsonNode delivery(String conversation, int number) {
        return thread(conversation).path(number - 1).path("delivery");
    }

    private static List<String> texts(Follower customer) {
        return SANDBOX.journal().list(Journal.Kind.DELIVERED, 0, Integer.MAX_VALUE, entry -> true).stream()
                .map(entry -> (Delivered) entry)
                .filter(delivered -> delivered.openid().equals(customer.openid()))
                .map(Delivered::text)
                .toList();
    }

    private static ApiFault fault(ApiFault.Answer answer, int errcode, long delayMs, ApiFault.When when, int count) {
        return new ApiFault(null, SEND, answer, errcode, 500, delayMs, when, count, 1);
    }

    @Test
    void anAnswerReachesThePhoneThatAsked() {
        Follower customer = customer();
        String conversation = opened(customer);

        int number = reply(conversation, "您好，请讲");

        await().until(() -> state(conversation, number).equals("accepted"));
        assertThat(texts(customer)).last().isEqualTo("您好，请讲");
    }

    @Test
    void theTraceOfAMessageLeadsFromTheWebhookToItsDelivery() {
        Follower customer = customer();
        String conversation = opened(customer);

        List<String> traces = jdbc.queryForList(
                "SELECT trace_id FROM message WHERE conversation_id = ? ORDER BY number", String.class, conversation);
        List<String> facts = jdbc.queryForList(
                "SELECT DISTINCT trace_id FROM fact WHERE conversation_id = ?", String.class, conversation);

        assertThat(traces).hasSize(2);
        assertThat(traces.get(1)).as("the greeting's").isEqualTo(traces.get(0)).isNotBlank();
        assertThat(facts).containsOnly(traces.get(0));
    }

    @ParameterizedTest
    @CsvSource({
        "45015, window_closed",
        "45047, reply_quota_used",
        "43004, not_following",
        "48001, not_permitted",
        "45002, content_too_long"
    })
    void aRefusalFailsWithItsReasonInWordsAndCanBeSentAgain(int errcode, String reason) {
        Follower customer = customer();
        String conversation = opened(customer);
        SANDBOX.faults().add(fault(ApiFault.Answer.ERRCODE, errcode, 0, ApiFault.When.BEFORE, 1));

        int number = reply(conversation, "试一下");

        await().until(() -> state(conversation, number).equals("failed"));
        JsonNode failed = delivery(conversation, number);
        assertThat(failed.path("reason").asString()).isEqualToIgnoringCase(reason);
        assertThat(failed.path("code").asString()).isEqualTo(String.valueOf(errcode));
        assertThat(failed.path("text").asString()).isNotBlank();
        assertThat(failed.path("canResend").asBoolean()).isTrue();
        assertThat(texts(customer)).doesNotContain("试一下");

        Browser.Answer again =
                agent().post("/api/conversations/" + conversation + "/messages/" + number + "/resend", Map.of());

        assertThat(again.status()).isEqualTo(200);
        await().until(() -> state(conversation, number).equals("accepted"));
        assertThat(texts(customer)).containsOnlyOnce("试一下");
    }

    @Test
    void aBusyProviderIsAskedAgainUntilItTakesTheMessage() {
        Follower customer = customer();
        String conversation = opened(customer);
        SANDBOX.faults().add(fault(ApiFault.Answer.ERRCODE, -1, 0, ApiFault.When.BEFORE, 2));

        int number = reply(conversation, "稍等");

        await().until(() -> delivery(conversation, number).path("attempts").asInt() > 0);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> state(conversation, number).equals("accepted"));
        assertThat(delivery(conversation, number).path("attempts").asInt()).isEqualTo(3);
        assertThat(texts(customer)).containsOnlyOnce("稍等");
    }

    @Test
    void aRefusedTokenIsRenewedAndTheMessageGoesInTheSameAttempt() {
        Follower customer = customer();
        String conversation = opened(customer);
        SANDBOX.faults().add(fault(ApiFault.Answer.ERRCODE, 40001, 0, ApiFault.When.BEFORE, 1));

        int number = reply(conversation, "令牌换了");

        await().until(() -> state(conversation, number).equals("accepted"));
        assertThat(delivery(conversation, number).path("attempts").asInt()).isEqualTo(1);
        assertThat(texts(customer)).containsOnlyOnce("令牌换了");
    }

    @ParameterizedTest
    @CsvSource({
        "STATUS, 0, BEFORE, 0",
        "STATUS, 0, AFTER, 1",
        "GARBAGE, 0, AFTER, 1",
        "EMPTY, 0, AFTER, 1",
        "TRUNCATED, 0, AFTER, 1",
        "CUT, 0, AFTER, 1",
        "HANG, 0, BEFORE, 0",
        "RIGHT, 10000, AFTER, 1"
    })
    void anAnswerThatSaysNothingLeavesTheMessageUnknownAndItIsNotSentAgainByItself(
            ApiFault.Answer answer, long delayMs, ApiFault.When when, int arrived) {
        Follower customer = customer();
        String conversation = opened(customer);
        SANDBOX.faults().add(fault(answer, 0, delayMs, when, 1));

        int number = reply(conversation, "到了吗");

        await().atMost(Duration.ofSeconds(40))
                .until(() -> state(conversation, number).equals("unknown"));
        JsonNode unknown = delivery(conversation, number);
        assertThat(unknown.path("reason").asString()).isEqualToIgnoringCase("no_clear_answer");
        assertThat(unknown.path("text").asString()).isNotBlank();
        assertThat(unknown.path("canResend").asBoolean()).isTrue();

        int next = reply(conversation, "下一条");

        await().until(() -> state(conversation, next).equals("accepted"));
        assertThat(texts(customer).stream().filter("到了吗"::equals)).hasSize(arrived);
    }
}
