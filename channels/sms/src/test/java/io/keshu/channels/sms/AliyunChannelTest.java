package io.keshu.channels.sms;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelCapability;
import io.keshu.channels.api.DeliveryProblem.Reason;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.InboundEnvelope;
import io.keshu.channels.api.MessageTemplate;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.ProviderAnswer;
import io.keshu.channels.api.ProviderProblem;
import io.keshu.channels.api.TemplateAnswer;
import io.keshu.channels.api.WebhookReply;
import io.keshu.channels.api.WebhookReply.Outcome;
import io.keshu.channels.api.WebhookRequest;
import io.keshu.channels.sms.client.HttpCalls;
import io.keshu.channels.sms.config.SmsProperties;
import io.keshu.channels.testkit.InMemoryChannelAccounts;
import io.keshu.channels.testkit.ProviderTrouble;
import io.keshu.channels.testkit.RecordingInboundSink;
import io.keshu.channels.testkit.WebhookChannelContract;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The channel against an interface that answers as Aliyun's does. */
class AliyunChannelTest implements WebhookChannelContract {

    private static final ChannelAccountId ACCOUNT = new ChannelAccountId(8);
    private static final String KEY_ID = "LTAIkeyid";
    private static final String TOKEN = "0123456789abcdef";
    private static final String SENT = "{\"Code\":\"OK\",\"Message\":\"OK\",\"BizId\":\"9006^0\",\"RequestId\":\"R\"}";
    private static final String LIST = "{\"Code\":\"OK\",\"RequestId\":\"R\",\"SmsTemplateList\":["
            + "{\"TemplateCode\":\"SMS_1\",\"TemplateName\":\"发货\",\"AuditStatus\":\"AUDIT_STATE_PASS\","
            + "\"TemplateContent\":\"您的订单${no}已由${by}发出。\"},"
            + "{\"TemplateCode\":\"SMS_2\",\"TemplateName\":\"促销\",\"AuditStatus\":\"AUDIT_STATE_NOT_PASS\","
            + "\"TemplateContent\":\"$\"}]}";

    private final Provider provider = new Provider(AliyunChannelTest::usual);
    private final InMemoryChannelAccounts accounts = new InMemoryChannelAccounts().put(account("", provider.base()));
    private final RecordingInboundSink sink = new RecordingInboundSink();
    private final SmsProperties properties = SmsProperties.defaults();
    private final AliyunChannel channel =
            new AliyunChannel(accounts, new HttpCalls(properties), properties, Clock.systemUTC());

    private static Provider.Said usual(Provider.Asked asked) {
        if (!asked.headers().getOrDefault("authorization", "").contains("Credential=" + KEY_ID)) {
            return new Provider.Said(404, "{\"Code\":\"InvalidAccessKeyId.NotFound\"}", null);
        }
        return Provider.Said.json(
                asked.headers().getOrDefault("x-acs-action", "").equals("SendSms") ? SENT : LIST);
    }

    private static ChannelAccount account(String allowed, String base) {
        return account(KEY_ID, allowed, base);
    }

    private static ChannelAccount account(String keyId, String allowed, String base) {
        return new ChannelAccount(
                ACCOUNT,
                AliyunChannel.TYPE,
                "shop",
                "短信",
                true,
                Map.of("accessKeyId", keyId, "signName", "客枢", "allowedAddresses", allowed, "apiBaseUrl", base),
                Map.of("accessKeySecret", "secretsecret", "callbackToken", TOKEN),
                1);
    }

    @AfterEach
    void close() {
        provider.close();
    }

    @Override
    public AliyunChannel channel() {
        return channel;
    }

    @Override
    public InMemoryChannelAccounts accounts() {
        return accounts;
    }

    @Override
    public ChannelAccountId account() {
        return ACCOUNT;
    }

    @Override
    public ExternalUserId customer() {
        return new ExternalUserId("+8613800138000");
    }

    @Override
    public int handedToProvider() {
        return provider.did(SENT);
    }

    @Override
    public OutboundContent.Template template() {
        return new OutboundContent.Template(
                "SMS_1",
                "发货",
                List.of(
                        new OutboundContent.TemplateValue("no", "no", "20261125"),
                        new OutboundContent.TemplateValue("by", "by", "顺丰 & \"Co\"")),
                null);
    }

    @Override
    public WebhookRequest incomingText(int number, String text) {
        return call("[{\"phone_number\":\"13800138000\",\"content\":\"" + text
                + "\",\"send_time\":\"2026-11-25 10:00:00\",\"dest_code\":\"8\",\"sequence_id\":" + number + "}]");
    }

    @Override
    public Map<ChannelCapability, WebhookRequest> incoming() {
        return Map.of(
                ChannelCapability.RECEIVE_TEXT,
                incomingText(1, "你好"),
                ChannelCapability.RECEIVE_EVENTS,
                call("[{\"phone_number\":\"13800138000\",\"report_time\":\"2026-11-25 10:00:09\",\"success\":true,"
                        + "\"err_code\":\"DELIVERED\",\"biz_id\":\"9006^0\"}]"));
    }

    @Override
    public Optional<Handshake> handshake() {
        return Optional.empty();
    }

    /** Its items have no kinds: what has not the form of one is refused. */
    @Override
    public Optional<WebhookRequest> incomingUnknown() {
        return Optional.empty();
    }

    @Override
    public WebhookRequest forged(WebhookRequest authentic) {
        return call(new String(authentic.body(), StandardCharsets.UTF_8), "guessed", "203.0.113.9");
    }

    @Override
    public Set<ProviderTrouble> troubles() {
        return EnumSet.allOf(ProviderTrouble.class);
    }

    @Override
    public void befall(ProviderTrouble trouble) {
        switch (trouble) {
            case UNREACHABLE -> accounts.put(account("", "http://127.0.0.1:1"));
            case BAD_CREDENTIALS -> accounts.put(account("another", "", provider.base()));
            case THROTTLING ->
                provider.answer(asked -> new Provider.Said(400, "{\"Code\":\"isv.BUSINESS_LIMIT_CONTROL\"}", null));
            case SLOW -> provider.answerSlowly(AliyunChannelTest::usual);
            case SILENT_AFTER_TAKING -> provider.answer(asked -> usual(asked).unheard());
        }
    }

    @Override
    public void recover() {
        provider.answer(AliyunChannelTest::usual);
        accounts.put(account("", provider.base()));
    }

    private static WebhookRequest call(String body) {
        return call(body, TOKEN, "203.0.113.9");
    }

    private static WebhookRequest call(String body, String token, String from) {
        return new WebhookRequest(
                "POST",
                "shop",
                Map.of("token", token),
                "application/json",
                body.getBytes(StandardCharsets.UTF_8),
                "trace",
                new Caller("", from, Map.of()));
    }

    @Test
    void a_message_leaves_by_its_template_with_what_it_is_filled_with() {
        assertThat(channel.deliver(sending(5, template()))).isEqualTo(new DeliveryResult.Accepted("9006^0"));
        Provider.Asked asked = provider.asked().get(0);
        assertThat(asked.query())
                .contains("PhoneNumbers=13800138000", "TemplateCode=SMS_1", "SignName=%E5%AE%A2%E6%9E%A2", "OutId=5")
                .contains("TemplateParam=%7B%22no%22%3A%2220261125%22%2C%22by%22%3A%22%E9%A1%BA%E4%B8%B0%20%26%20")
                .doesNotContain("secretsecret");
        assertThat(asked.headers().get("authorization"))
                .startsWith("ACS3-HMAC-SHA256 Credential=LTAIkeyid,SignedHeaders=host;x-acs-action;");
    }

    @Test
    void its_templates_are_those_that_are_approved() {
        TemplateAnswer.Given given = (TemplateAnswer.Given) channel.templates(ACCOUNT);
        assertThat(given.templates()).singleElement().satisfies(template -> {
            assertThat(template.title()).isEqualTo("发货");
            assertThat(template.text()).isEqualTo("您的订单{{no}}已由{{by}}发出。");
        });
        assertThat(given.templates()).extracting(MessageTemplate::linked).containsOnly(false);
    }

    @ParameterizedTest
    @CsvSource({
        "isv.BUSINESS_LIMIT_CONTROL, RetryLater, PROVIDER_BUSY",
        "isp.SYSTEM_ERROR, RetryLater, PROVIDER_BUSY",
        "isv.MOBILE_NUMBER_ILLEGAL, Unreachable, UNKNOWN_CUSTOMER",
        "isv.SMS_TEMPLATE_ILLEGAL, Rejected, TEMPLATE_UNKNOWN",
        "isv.TEMPLATE_MISSING_PARAMETERS, Rejected, TEMPLATE_DATA_REFUSED",
        "isv.AMOUNT_NOT_ENOUGH, Rejected, ACCOUNT_QUOTA_USED",
        "SignatureDoesNotMatch, Rejected, BAD_CREDENTIALS",
        "isv.SOMETHING_NEW, Rejected, CONTENT_REFUSED"
    })
    void says_what_a_refusal_means(String code, String result, Reason reason) {
        provider.answer(asked -> new Provider.Said(400, "{\"Code\":\"" + code + "\",\"Message\":\"m\"}", null));
        DeliveryResult ended = channel.deliver(sending(5, template()));
        assertThat(ended.getClass().getSimpleName()).isEqualTo(result);
        assertThat(ended.toString()).contains(reason.name(), code);
    }

    @Test
    void tells_what_never_left_from_what_may_have_arrived() {
        provider.answer(asked -> Provider.Said.json("<html>proxy</html>"));
        assertThat(channel.deliver(sending(5, template()))).isInstanceOf(DeliveryResult.Unknown.class);
        provider.close();
        assertThat(channel.deliver(sending(6, template()))).isInstanceOf(DeliveryResult.RetryLater.class);
        assertThat(channel.connectionProblem(ACCOUNT)).isPresent();
    }

    @Test
    void wrong_secrets_are_told() {
        provider.answer(asked -> new Provider.Said(404, "{\"Code\":\"InvalidAccessKeyId.NotFound\"}", null));
        assertThat(channel.checkConnection(account("", provider.base())))
                .isInstanceOfSatisfying(
                        ProviderAnswer.Failed.class,
                        failed -> assertThat(failed.problem().reason()).isEqualTo(ProviderProblem.Reason.BAD_SECRET));
        provider.answer(AliyunChannelTest::usual);
        assertThat(channel.checkConnection(account("", provider.base()))).isInstanceOf(ProviderAnswer.Given.class);
    }

    @Test
    void uplinks_and_reports_come_in_together_and_each_once() {
        String body = "[{\"phone_number\":\"13800138000\",\"content\":\"退订\",\"send_time\":\"2026-11-25 10:00:00\","
                + "\"dest_code\":\"8\",\"sequence_id\":\"1234567890\"},"
                + "{\"phone_number\":\"13800138000\",\"send_time\":\"2026-11-25 10:00:00\",\"report_time\":"
                + "\"2026-11-25 10:00:09\",\"success\":false,\"err_code\":\"MK:0004\",\"err_msg\":\"空号\","
                + "\"sms_size\":\"1\",\"biz_id\":\"9006^0\",\"out_id\":\"5\"}]";
        WebhookReply first =
                channel.receive(call(body), sink).toCompletableFuture().join();
        assertThat(new String(first.body(), StandardCharsets.UTF_8)).isEqualTo("{\"code\":0,\"msg\":\"OK\"}");
        assertThat(channel.receive(call(body), sink)
                        .toCompletableFuture()
                        .join()
                        .outcome())
                .isEqualTo(Outcome.DUPLICATE);
        assertThat(sink.stored())
                .extracting(InboundEnvelope::content)
                .containsExactly(
                        new InboundContent.Text("退订"),
                        new InboundContent.DeliveryReceipt("9006^0", Reason.NOT_DELIVERED, "MK:0004"));
        assertThat(sink.stored().get(0).sentAt()).isEqualTo(Instant.parse("2026-11-25T02:00:00Z"));
    }

    @Test
    void whoever_lacks_the_token_or_calls_from_elsewhere_is_turned_away() {
        String body = new String(incomingText(1, "x").body(), StandardCharsets.UTF_8);
        for (String token : List.of("", "wrong", TOKEN + "0")) {
            assertThat(channel.receive(call(body, token, "203.0.113.9"), sink)
                            .toCompletableFuture()
                            .join())
                    .satisfies(reply -> assertThat(reply.status()).isEqualTo(403))
                    .extracting(WebhookReply::outcome)
                    .isEqualTo(Outcome.BAD_SIGNATURE);
        }
        accounts.put(account("198.51.100.0/24, 2001:db8::/32", provider.base()));
        assertThat(channel.receive(call(body, TOKEN, "203.0.113.9"), sink)
                        .toCompletableFuture()
                        .join()
                        .status())
                .isEqualTo(403);
        assertThat(sink.stored()).isEmpty();
        assertThat(channel.receive(call(body, TOKEN, "198.51.100.77"), sink)
                        .toCompletableFuture()
                        .join()
                        .status())
                .isEqualTo(200);
        assertThat(channel.receive(call(body, TOKEN, "2001:db8:1::7"), sink)
                        .toCompletableFuture()
                        .join()
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "[1,\"x\",null,[]]",
                "[{\"phone_number\":{\"a\":1},\"content\":\"x\"}]",
                "[{\"phone_number\":\"13800138000\",\"content\":{}}]",
                "[{\"phone_number\":\"13800138000\",\"success\":\"yes\",\"biz_id\":\"1\"}]",
                "[{\"phone_number\":\"\\r\\nX: y\",\"content\":\"x\"}]",
                "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]"
            })
    void calls_of_the_wrong_form_are_refused(String body) {
        WebhookReply reply =
                channel.receive(call(body), sink).toCompletableFuture().join();
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.outcome()).isEqualTo(Outcome.MALFORMED);
        assertThat(sink.stored()).isEmpty();
    }
}
