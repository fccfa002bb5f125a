package io.keshu.channels.miniprogram;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelCapability;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.InboundContent.ConsentAnswer;
import io.keshu.channels.api.InboundContent.TemplateConsent;
import io.keshu.channels.api.MediaId;
import io.keshu.channels.api.MediaKind;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.WebhookReply;
import io.keshu.channels.api.WebhookReply.Outcome;
import io.keshu.channels.api.WebhookRequest;
import io.keshu.channels.sandbox.fault.ApiFault;
import io.keshu.channels.sandbox.journal.Journal;
import io.keshu.channels.sandbox.mini.MiniTemplates;
import io.keshu.channels.sandbox.world.PushMode;
import io.keshu.channels.testkit.InMemoryChannelAccounts;
import io.keshu.channels.testkit.ProviderTrouble;
import io.keshu.channels.testkit.RecordingInboundSink;
import io.keshu.channels.testkit.WebhookChannelContract;
import io.keshu.channels.weixin.inbound.CallbackSignature;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract, and what calls say in either form. */
class MiniprogramChannelTest implements WebhookChannelContract {

    private static final String SEND = "/mini-api/cgi-bin/message/custom/send";

    private final Shop shop = new Shop();

    @BeforeEach
    void everythingMayBeSent() {
        shop.mode(PushMode.PLAIN);
        shop.anna.wrote("在吗", "1", Clock.systemUTC().instant());
        shop.anna.consent(MiniTemplates.PROGRESS.id());
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Override
    public MiniprogramChannel channel() {
        return shop.channel;
    }

    @Override
    public InMemoryChannelAccounts accounts() {
        return shop.accounts;
    }

    @Override
    public ChannelAccountId account() {
        return Shop.ID;
    }

    @Override
    public ExternalUserId customer() {
        return new ExternalUserId(shop.anna.openid());
    }

    @Override
    public int handedToProvider() {
        return shop.sandbox
                .journal()
                .list(Journal.Kind.DELIVERED, 0, Integer.MAX_VALUE, entry -> true)
                .size();
    }

    @Override
    public MediaId media(MediaKind kind) {
        try (ByteArrayOutputStream png = new ByteArrayOutputStream()) {
            ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", png);
            return shop.media.put("image/png", "图.png", png.toByteArray());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public OutboundContent.Template template() {
        return Shop.progress();
    }

    @Override
    public WebhookRequest incomingText(int number, String text) {
        return call(
                "text/xml",
                "<xml>" + head() + "<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[" + text
                        + "]]></Content><MsgId>" + (6054768590064713000L + number) + "</MsgId></xml>");
    }

    @Override
    public Map<ChannelCapability, WebhookRequest> incoming() {
        return Map.of(
                ChannelCapability.RECEIVE_TEXT, incomingText(1, "你好"),
                ChannelCapability.RECEIVE_IMAGE,
                        json("\"MsgType\":\"image\",\"PicUrl\":\"http://p\",\"MediaId\":\"m1\",\"MsgId\":1"),
                ChannelCapability.RECEIVE_CARD,
                        json("\"MsgType\":\"miniprogrampage\",\"MsgId\":2,\"Title\":\"白茶\",\"AppId\":\"wx1\","
                                + "\"PagePath\":\"pages/a\",\"ThumbUrl\":\"http://t\",\"ThumbMediaId\":\"t1\""),
                ChannelCapability.RECEIVE_EVENTS,
                        event("user_enter_tempsession", "<SessionFrom><![CDATA[商品 7]]></SessionFrom>"));
    }

    @Override
    public Optional<WebhookRequest> incomingUnknown() {
        return Optional.of(json("\"MsgType\":\"hologram\",\"Shape\":\"cube\",\"MsgId\":3"));
    }

    @Override
    public Optional<Handshake> handshake() {
        WebhookRequest call = call("", "");
        Map<String, String> query = new HashMap<>(call.query());
        query.put("echostr", "4375120948345356249");
        return Optional.of(new Handshake(
                new WebhookRequest("GET", Shop.KEY, query, null, new byte[0], "trace"), "4375120948345356249"));
    }

    @Override
    public WebhookRequest forged(WebhookRequest authentic) {
        Map<String, String> query = new HashMap<>(authentic.query());
        query.put("signature", CallbackSignature.sign("guessed", query.get("timestamp"), query.get("nonce")));
        return new WebhookRequest(
                authentic.method(), Shop.KEY, query, authentic.contentType(), authentic.body(), authentic.traceId());
    }

    @Override
    public Set<ProviderTrouble> troubles() {
        return EnumSet.allOf(ProviderTrouble.class);
    }

    @Override
    public void befall(ProviderTrouble trouble) {
        switch (trouble) {
            case UNREACHABLE ->
                account("http://127.0.0.1:1", shop.there.settings().secret());
            case BAD_CREDENTIALS -> account(apiUrl(), "another-secret");
            case THROTTLING -> fault(ApiFault.Answer.ERRCODE, 45011, 0, ApiFault.When.BEFORE);
            case SLOW -> fault(ApiFault.Answer.RIGHT, 0, 300, ApiFault.When.AFTER);
            case SILENT_AFTER_TAKING -> fault(ApiFault.Answer.CUT, 0, 0, ApiFault.When.AFTER);
        }
    }

    private void fault(ApiFault.Answer answer, int errcode, long delayMs, ApiFault.When when) {
        shop.sandbox.faults().add(new ApiFault(null, SEND, answer, errcode, 0, delayMs, when, 1, 1));
    }

    @Override
    public void recover() {
        shop.sandbox.faults().clear();
        account(apiUrl(), shop.there.settings().secret());
    }

    private String apiUrl() {
        return shop.sandbox.mini().apiUrl(shop.sandbox.url());
    }

    private void account(String apiUrl, String secret) {
        ChannelAccount old = shop.accounts.find(Shop.ID).orElseThrow();
        Map<String, String> settings = new HashMap<>(old.settings());
        settings.put("apiBaseUrl", apiUrl);
        Map<String, String> secrets = new HashMap<>(old.secrets());
        secrets.put("appSecret", secret);
        shop.accounts.put(new ChannelAccount(
                old.id(), old.type(), old.key(), old.name(), true, settings, secrets, old.version() + 1));
    }

    private String head() {
        return "<ToUserName>gh_0123456789ab</ToUserName><FromUserName>" + customer()
                + "</FromUserName><CreateTime>1482048670</CreateTime>";
    }

    /** A message in JSON; the rest of its fields after those that all have. */
    private WebhookRequest json(String rest) {
        return call(
                "application/json",
                "{\"ToUserName\":\"gh_0123456789ab\",\"FromUserName\":\"" + customer() + "\",\"CreateTime\":1482048670,"
                        + rest + "}");
    }

    private WebhookRequest event(String name, String xml) {
        return call(
                "text/xml", "<xml>" + head() + "<MsgType>event</MsgType><Event>" + name + "</Event>" + xml + "</xml>");
    }

    private static WebhookRequest call(String type, String body) {
        return call(type, body, Clock.systemUTC().instant().getEpochSecond());
    }

    private static WebhookRequest call(String type, String body, long seconds) {
        String timestamp = Long.toString(seconds);
        return new WebhookRequest(
                "POST",
                Shop.KEY,
                Map.of(
                        "signature",
                        CallbackSignature.sign(Shop.TOKEN, timestamp, "486452656"),
                        "timestamp",
                        timestamp,
                        "nonce",
                        "486452656"),
                type,
                body.getBytes(StandardCharsets.UTF_8),
                "trace");
    }

    private InboundContent read(WebhookRequest call) {
        RecordingInboundSink sink = new RecordingInboundSink();
        WebhookReply reply = channel().receive(call, sink).toCompletableFuture().join();
        assertThat(reply.outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(reply.body()).isEqualTo("success".getBytes(StandardCharsets.UTF_8));
        return sink.stored().get(0).content();
    }

    @Test
    void textsComeInBothForms() {
        assertThat(read(json("\"MsgType\":\"text\",\"Content\":\"你好 \\\"店\\\"\",\"MsgId\":6054768590064713728")))
                .isEqualTo(new InboundContent.Text("你好 \"店\""));
        assertThat(read(incomingText(1, "你好"))).isEqualTo(new InboundContent.Text("你好"));
    }

    @Test
    void picturesAndPagesComeWithWhatTheyShow() {
        assertThat(read(json("\"MsgType\":\"image\",\"PicUrl\":\"http://p\",\"MediaId\":\"m1\",\"MsgId\":1")))
                .isEqualTo(new InboundContent.Image("m1", "http://p"));
        assertThat(read(json("\"MsgType\":\"miniprogrampage\",\"MsgId\":2,\"Title\":\"白茶\",\"AppId\":\"wx1\","
                        + "\"PagePath\":\"pages/a\",\"ThumbUrl\":\"http://t\",\"ThumbMediaId\":\"t1\"")))
                .isEqualTo(new InboundContent.Card(
                        "白茶",
                        Map.of("path", "pages/a", "appId", "wx1", "pictureUrl", "http://t", "pictureMediaId", "t1")));
    }

    @Test
    void whereTheServiceWasOpenedFromIsKeptUpToItsLimit() {
        assertThat(read(json("\"MsgType\":\"event\",\"Event\":\"user_enter_tempsession\",\"SessionFrom\":\"商品 7\"")))
                .isEqualTo(new InboundContent.Entered(Map.of("from", "商品 7")));
        InboundContent cut =
                read(event("user_enter_tempsession", "<SessionFrom><![CDATA[" + "客".repeat(400) + "]]></SessionFrom>"));
        assertThat(cut).isEqualTo(new InboundContent.Entered(Map.of("from", "客".repeat(333))));
    }

    @Test
    void consentsAreReadFromXmlAndJsonAlike() {
        InboundContent expected = new InboundContent.TemplateConsents(List.of(
                new TemplateConsent("T1", ConsentAnswer.GIVEN), new TemplateConsent("T2", ConsentAnswer.REFUSED)));
        assertThat(read(event(
                        "subscribe_msg_popup_event",
                        "<SubscribeMsgPopupEvent><List><TemplateId>T1</TemplateId><SubscribeStatusString>accept"
                                + "</SubscribeStatusString><PopupScene>2</PopupScene></List><List><TemplateId>T2"
                                + "</TemplateId><SubscribeStatusString>reject</SubscribeStatusString></List>"
                                + "</SubscribeMsgPopupEvent>")))
                .isEqualTo(expected);
        assertThat(read(json("\"MsgType\":\"event\",\"Event\":\"subscribe_msg_popup_event\",\"List\":["
                        + "{\"TemplateId\":\"T1\",\"SubscribeStatusString\":\"accept\",\"PopupScene\":\"0\"},"
                        + "{\"TemplateId\":\"T2\",\"SubscribeStatusString\":\"reject\"}]")))
                .isEqualTo(expected);
        assertThat(read(json("\"MsgType\":\"event\",\"Event\":\"subscribe_msg_change_event\",\"List\":"
                        + "{\"TemplateId\":\"T1\",\"SubscribeStatusString\":\"reject\"}")))
                .isEqualTo(new InboundContent.TemplateConsents(
                        List.of(new TemplateConsent("T1", ConsentAnswer.WITHDRAWN))));
    }

    @Test
    void theEndOfASubscribeMessageIsItsReceipt() {
        assertThat(read(json("\"MsgType\":\"event\",\"Event\":\"subscribe_msg_sent_event\",\"List\":{\"TemplateId\":"
                        + "\"T1\",\"MsgID\":\"1700827132819554304\",\"ErrorCode\":\"0\",\"ErrorStatus\":\"success\"}")))
                .isEqualTo(new InboundContent.DeliveryReceipt("1700827132819554304", null, "success"));
    }

    @Test
    void twoEventsOfOneSecondAreTwoAndARedeliveryIsNone() {
        RecordingInboundSink sink = new RecordingInboundSink();
        for (String id : List.of("1", "2", "1")) {
            channel()
                    .receive(
                            json("\"MsgType\":\"event\",\"Event\":\"subscribe_msg_sent_event\",\"List\":{\"MsgID\":\""
                                    + id + "\",\"ErrorCode\":\"0\",\"ErrorStatus\":\"success\"}"),
                            sink)
                    .toCompletableFuture()
                    .join();
        }
        assertThat(sink.stored()).hasSize(2);
    }

    @Test
    void theResultOfAContentCheckIsKeptWithAllItSays() {
        InboundContent content = read(json("\"MsgType\":\"event\",\"Event\":\"wxa_media_check\",\"appid\":\"wx1\","
                + "\"trace_id\":\"t-1\",\"version\":2,\"errcode\":0,\"errmsg\":\"ok\",\"result\":{\"suggest\":\"risky\","
                + "\"label\":20001},\"detail\":[{\"strategy\":\"content_model\",\"suggest\":\"risky\",\"prob\":90}]"));

        assertThat(content).isInstanceOfSatisfying(InboundContent.Unsupported.class, kept -> {
            assertThat(kept.event()).isTrue();
            assertThat(kept.kind()).isEqualTo("event:wxa_media_check");
            assertThat(kept.fields())
                    .containsEntry("result.suggest", "risky")
                    .containsEntry("trace_id", "t-1")
                    .containsEntry("detail.prob", "90");
        });
    }

    @Test
    void whatIsNotKnownIsKeptAndStrangeIdsSurvive() {
        assertThat(read(json("\"MsgType\":\"hologram\",\"Shape\":\"cube\",\"MsgId\":\"not-a-number\"")))
                .isInstanceOfSatisfying(
                        InboundContent.Unsupported.class,
                        kept -> assertThat(kept.fields()).containsEntry("Shape", "cube"));
        assertThat(read(json(
                        "\"MsgType\":\"event\",\"Event\":\"subscribe_msg_popup_event\",\"List\":[{\"TemplateId\":1}]")))
                .isInstanceOf(InboundContent.Unsupported.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><xml><FromUserName>&a;</FromUserName></xml>",
                "{\"FromUserName\":\"x\"",
                "{\"a\":1} trailing",
                "{'FromUserName':'x'}",
                "[1,2]",
                "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":1}}}}}}}}}}",
            })
    void whatIsNeitherXmlNorJsonIsRefused(String body) {
        RecordingInboundSink sink = new RecordingInboundSink();
        WebhookReply reply = channel()
                .receive(call("application/json", body), sink)
                .toCompletableFuture()
                .join();

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.outcome()).isEqualTo(Outcome.MALFORMED);
        assertThat(sink.stored()).isEmpty();
    }

    @Test
    void callsOfYesterdayAreRefused() {
        long now = Clock.systemUTC().instant().getEpochSecond();
        RecordingInboundSink sink = new RecordingInboundSink();
        assertThat(channel()
                        .receive(call("application/json", "{}", now - 601), sink)
                        .toCompletableFuture()
                        .join()
                        .outcome())
                .isEqualTo(Outcome.STALE);
        assertThat(sink.stored()).isEmpty();
    }
}
