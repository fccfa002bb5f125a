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
import io.keshu.channels.api.MediaFetch;
import io.keshu.channels.api.ProviderAnswer;
import io.keshu.channels.api.WebhookReply;
import io.keshu.channels.api.WebhookReply.Outcome;
import io.keshu.channels.api.WebhookRequest;
import io.keshu.channels.sms.client.HttpCalls;
import io.keshu.channels.sms.config.SmsProperties;
import io.keshu.channels.testkit.InMemoryChannelAccounts;
import io.keshu.channels.testkit.ProviderTrouble;
import io.keshu.channels.testkit.RecordingInboundSink;
import io.keshu.channels.testkit.WebhookChannelContract;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The channel against an interface that answers as Twilio's does. */
class TwilioChannelTest implements WebhookChannelContract {

    private static final ChannelAccountId ACCOUNT = new ChannelAccountId(10);
    private static final String SID = "AC00000000000000000000000000000001";
    private static final String URL = "https://desk.example.com/webhooks/sms-twilio/shop?x=1";
    private static final String FORM = "application/x-www-form-urlencoded";

    private static final String SENT = "{\"sid\":\"SM77\",\"status\":\"queued\"}";
    private static final String AUTH_TOKEN = "1234567890abcdef";

    private final Provider provider = new Provider(TwilioChannelTest::usual);
    private final InMemoryChannelAccounts accounts = new InMemoryChannelAccounts().put(account(AUTH_TOKEN));
    private final RecordingInboundSink sink = new RecordingInboundSink();
    private final SmsProperties properties = SmsProperties.defaults();
    private final TwilioChannel channel =
            new TwilioChannel(accounts, new HttpCalls(properties), properties, Clock.systemUTC());

    private static Provider.Said usual(Provider.Asked asked) {
        return asked.headers().getOrDefault("authorization", "").equals(basic(AUTH_TOKEN))
                ? new Provider.Said(201, SENT, null)
                : new Provider.Said(401, "{\"code\":20003,\"message\":\"Authenticate\"}", null);
    }

    private static String basic(String token) {
        return "Basic " + Base64.getEncoder().encodeToString((SID + ":" + token).getBytes(StandardCharsets.UTF_8));
    }

    private ChannelAccount account(String token) {
        return account(token, provider.base());
    }

    private static ChannelAccount account(String token, String base) {
        return new ChannelAccount(
                ACCOUNT,
                TwilioChannel.TYPE,
                "shop",
                "SMS",
                true,
                Map.of("accountSid", SID, "from", "+14155550100", "statusCallback", URL, "apiBaseUrl", base),
                Map.of("authToken", token),
                1);
    }

    @AfterEach
    void close() {
        provider.close();
    }

    @Override
    public TwilioChannel channel() {
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
    public WebhookRequest incomingText(int number, String text) {
        return call(
                "MessageSid",
                "SM" + number,
                "AccountSid",
                SID,
                "From",
                customer().value(),
                "Body",
                text);
    }

    @Override
    public Map<ChannelCapability, WebhookRequest> incoming() {
        return Map.of(
                ChannelCapability.RECEIVE_TEXT, incomingText(1, "你好"),
                ChannelCapability.RECEIVE_IMAGE, bringing("image/png", provider.base()),
                ChannelCapability.RECEIVE_FILE, bringing("application/pdf", provider.base()),
                ChannelCapability.RECEIVE_EVENTS,
                        call(
                                "MessageSid",
                                "SM77",
                                "AccountSid",
                                SID,
                                "To",
                                customer().value(),
                                "MessageStatus",
                                "delivered"));
    }

    private WebhookRequest bringing(String type, String base) {
        return call(
                "MessageSid",
                "MM1",
                "AccountSid",
                SID,
                "From",
                customer().value(),
                "NumMedia",
                "1",
                "MediaUrl0",
                base + "/2010-04-01/Accounts/" + SID + "/Messages/MM1/Media/ME1",
                "MediaContentType0",
                type);
    }

    /** Media of somebody else's. */
    @Override
    public Optional<WebhookRequest> incomingUnknown() {
        return Optional.of(bringing("image/png", "https://elsewhere.example"));
    }

    @Override
    public Optional<Handshake> handshake() {
        return Optional.empty();
    }

    @Override
    public WebhookRequest forged(WebhookRequest authentic) {
        return call(new String(authentic.body(), StandardCharsets.UTF_8), "Z3Vlc3NlZA==", FORM);
    }

    @Override
    public Set<ProviderTrouble> troubles() {
        return EnumSet.allOf(ProviderTrouble.class);
    }

    @Override
    public void befall(ProviderTrouble trouble) {
        switch (trouble) {
            case UNREACHABLE -> accounts.put(account(AUTH_TOKEN, "http://127.0.0.1:1"));
            case BAD_CREDENTIALS -> accounts.put(account("another0another0"));
            case THROTTLING -> provider.answer(asked -> new Provider.Said(429, "{\"code\":20429}", null));
            case SLOW -> provider.answerSlowly(TwilioChannelTest::usual);
            case SILENT_AFTER_TAKING -> provider.answer(asked -> usual(asked).unheard());
        }
    }

    @Override
    public void recover() {
        provider.answer(TwilioChannelTest::usual);
        accounts.put(account(AUTH_TOKEN));
    }

    private static WebhookRequest call(String... fields) {
        Map<String, String> form = new TreeMap<>();
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < fields.length; i += 2) {
            form.put(fields[i], fields[i + 1]);
            pairs.add(fields[i] + "=" + URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
        }
        StringBuilder signed = new StringBuilder(URL);
        form.forEach((name, value) -> signed.append(name).append(value));
        return call(String.join("&", pairs), sign(signed.toString()), FORM);
    }

    private static WebhookRequest call(String body, String signature, String contentType) {
        return new WebhookRequest(
                "POST",
                "shop",
                Map.of("x", "1"),
                contentType,
                body.getBytes(StandardCharsets.UTF_8),
                "trace",
                new Caller(URL, "203.0.113.9", Map.of("X-Twilio-Signature", signature)));
    }

    private static String sign(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(AUTH_TOKEN.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_text_leaves_with_all_that_twilio_asks_for() {
        assertThat(channel.deliver(text(5, "好 & a=b"))).isEqualTo(new DeliveryResult.Accepted("SM77"));
        Provider.Asked asked = provider.asked().get(0);
        assertThat(asked.path()).isEqualTo("/2010-04-01/Accounts/" + SID + "/Messages.json");
        assertThat(asked.body())
                .contains("Body=%E5%A5%BD+%26+a%3Db", "To=%2B8613800138000", "From=%2B14155550100", "StatusCallback=");
        assertThat(asked.headers().get("authorization")).isEqualTo(basic(AUTH_TOKEN));
    }

    @ParameterizedTest
    @CsvSource({
        "429, 20429, RetryLater, PROVIDER_BUSY",
        "503, 0, RetryLater, PROVIDER_BUSY",
        "500, 20500, Unknown, NO_CLEAR_ANSWER",
        "400, 21211, Unreachable, UNKNOWN_CUSTOMER",
        "400, 21610, Unreachable, REFUSED_BY_CUSTOMER",
        "401, 20003, Rejected, BAD_CREDENTIALS",
        "400, 21606, Rejected, NOT_PERMITTED",
        "400, 30007, Rejected, CONTENT_REFUSED"
    })
    void says_what_a_refusal_means(int status, int code, String result, Reason reason) {
        provider.answer(asked -> new Provider.Said(status, "{\"code\":" + code + ",\"message\":\"m\"}", null));
        DeliveryResult ended = channel.deliver(text(5, "x"));
        assertThat(ended.getClass().getSimpleName()).isEqualTo(result);
        assertThat(ended.toString()).contains(reason.name());
        assertThat(channel.checkConnection(account(AUTH_TOKEN))).isInstanceOf(ProviderAnswer.Failed.class);
    }

    @Test
    void pictures_come_with_their_text_and_are_fetched_with_the_accounts_name_but_sent_on_without() {
        String media = provider.base() + "/2010-04-01/Accounts/" + SID + "/Messages/MM1/Media/ME1";
        channel.receive(
                        call(
                                "MessageSid",
                                "MM1",
                                "AccountSid",
                                SID,
                                "From",
                                customer().value(),
                                "Body",
                                "看",
                                "NumMedia",
                                "2",
                                "MediaUrl0",
                                media,
                                "MediaContentType0",
                                "image/jpeg",
                                "MediaUrl1",
                                "http://169.254.169.254/latest",
                                "MediaContentType1",
                                "image/png"),
                        sink)
                .toCompletableFuture()
                .join();
        assertThat(sink.stored())
                .extracting(InboundEnvelope::content)
                .satisfiesExactly(
                        text -> assertThat(text).isEqualTo(new InboundContent.Text("看")),
                        picture -> assertThat(picture).isEqualTo(new InboundContent.Image(media, null)),
                        other -> assertThat(other).isInstanceOf(InboundContent.Unsupported.class));

        provider.answer(asked -> asked.path().equals("/cdn")
                ? new Provider.Said(200, "picture", null)
                : new Provider.Said(307, "", provider.base() + "/cdn"));
        StringBuilder read = new StringBuilder();
        assertThat(channel.fetchMedia(
                        ACCOUNT,
                        media,
                        (name, body) -> read.append(new String(body.readAllBytes(), StandardCharsets.UTF_8))))
                .isInstanceOf(MediaFetch.Fetched.class);
        assertThat(read).hasToString("picture");
        assertThat(provider.asked())
                .extracting(asked -> asked.headers().containsKey("authorization"))
                .containsExactly(true, false);
    }

    @Test
    void nothing_is_fetched_from_where_the_account_has_no_business() {
        String media = provider.base() + "/2010-04-01/Accounts/" + SID + "/Messages/MM1/Media/ME1";
        provider.answer(asked -> new Provider.Said(302, "", "https://127.0.0.2/secret"));
        assertThat(channel.fetchMedia(ACCOUNT, media, (name, body) -> {})).isInstanceOf(MediaFetch.Refused.class);
        assertThat(channel.fetchMedia(ACCOUNT, "http://169.254.169.254/latest", (name, body) -> {}))
                .isInstanceOf(MediaFetch.Refused.class);
        assertThat(provider.asked()).hasSize(1);
        provider.answer(asked -> new Provider.Said(404, "", null));
        assertThat(channel.fetchMedia(ACCOUNT, media, (name, body) -> {})).isInstanceOf(MediaFetch.Expired.class);
    }

    @Test
    void reports_say_what_became_of_a_message() {
        for (String status : List.of("sent", "delivered", "undelivered")) {
            WebhookReply reply = channel.receive(
                            call(
                                    "MessageSid",
                                    "SM77",
                                    "AccountSid",
                                    SID,
                                    "To",
                                    customer().value(),
                                    "MessageStatus",
                                    status,
                                    "ErrorCode",
                                    status.equals("undelivered") ? "30003" : ""),
                            sink)
                    .toCompletableFuture()
                    .join();
            assertThat(reply.status()).isEqualTo(200);
        }
        assertThat(sink.stored())
                .extracting(InboundEnvelope::content)
                .containsExactly(
                        new InboundContent.DeliveryReceipt("SM77", null, "delivered"),
                        new InboundContent.DeliveryReceipt("SM77", Reason.NOT_DELIVERED, "undelivered 30003"));
    }

    @Test
    void calls_that_twilio_did_not_sign_are_turned_away() {
        WebhookRequest good = incomingText(1, "x");
        String body = new String(good.body(), StandardCharsets.UTF_8);
        assertThat(channel.receive(call(body, "", FORM), sink)
                        .toCompletableFuture()
                        .join()
                        .status())
                .isEqualTo(403);
        assertThat(channel.receive(call(body + "1", good.caller().header("X-Twilio-Signature"), FORM), sink)
                        .toCompletableFuture()
                        .join()
                        .outcome())
                .isEqualTo(Outcome.BAD_SIGNATURE);
        assertThat(channel.receive(call(body, "", "application/json"), sink)
                        .toCompletableFuture()
                        .join()
                        .status())
                .isEqualTo(415);
        accounts.put(account("another0another0"));
        assertThat(channel.receive(good, sink).toCompletableFuture().join().status())
                .isEqualTo(403);
        assertThat(sink.stored()).isEmpty();
    }

    @Test
    void signed_calls_of_the_wrong_form_are_refused() {
        assertThat(channel.receive(call("MessageSid", "SM1", "AccountSid", "AC9", "From", "+1", "Body", "x"), sink)
                        .toCompletableFuture()
                        .join()
                        .status())
                .isEqualTo(400);
        assertThat(channel.receive(call("MessageSid", "SM1\r\n", "AccountSid", SID, "Body", "x"), sink)
                        .toCompletableFuture()
                        .join()
                        .status())
                .isEqualTo(400);
        assertThat(channel.receive(call("MessageSid", "SM1", "AccountSid", SID, "From", "\r\n", "Body", "x"), sink)
                        .toCompletableFuture()
                        .join()
                        .status())
                .isEqualTo(400);
        assertThat(sink.stored()).isEmpty();
    }
}
