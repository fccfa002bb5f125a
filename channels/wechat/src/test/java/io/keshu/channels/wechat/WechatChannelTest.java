package io.keshu.channels.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelCapability;
import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.DeliveryProblem.Reason;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.InboundEnvelope;
import io.keshu.channels.api.MediaId;
import io.keshu.channels.api.MediaKind;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.WebhookReply;
import io.keshu.channels.api.WebhookReply.Outcome;
import io.keshu.channels.api.WebhookRequest;
import io.keshu.channels.sandbox.SandboxOptions;
import io.keshu.channels.sandbox.SandboxServer;
import io.keshu.channels.sandbox.fault.ApiFault;
import io.keshu.channels.sandbox.journal.ApiCalled;
import io.keshu.channels.sandbox.journal.Journal;
import io.keshu.channels.sandbox.world.Account;
import io.keshu.channels.sandbox.world.AccountSettings;
import io.keshu.channels.sandbox.world.Follower;
import io.keshu.channels.sandbox.world.PushMode;
import io.keshu.channels.sandbox.world.Templates;
import io.keshu.channels.testkit.InMemoryChannelAccounts;
import io.keshu.channels.testkit.InMemoryMediaStore;
import io.keshu.channels.testkit.ProviderTrouble;
import io.keshu.channels.testkit.RecordingInboundSink;
import io.keshu.channels.testkit.WebhookChannelContract;
import io.keshu.channels.wechat.client.WechatClient;
import io.keshu.channels.wechat.config.WechatMediaProperties;
import io.keshu.channels.wechat.config.WechatProperties;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.chanjar.weixin.common.util.crypto.WxCryptUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The channel against the sandbox; what is encrypted is encrypted and decrypted by WxJava. */
class WechatChannelTest implements WebhookChannelContract {

    private static final ChannelAccountId ACCOUNT = new ChannelAccountId(1);
    private static final String OPENID = "oAbCdEfGhIjKlMnOpQrStUvWx";
    private static final String TOKEN = "AAAAA";
    private static final String AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
    private static final String APP_ID = "wxba5fad812f8e6fb9";
    private static final String SECRET = "0123456789abcdef";
    private static final Instant NOW = Instant.parse("2026-05-01T08:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final String SEND = "/cgi-bin/message/custom/send";

    private final SandboxServer wechat = SandboxServer.start(SandboxOptions.defaults(), CLOCK);
    private final Account there = wechat.world()
            .add(new AccountSettings(APP_ID, "小店", "gh_1", SECRET, TOKEN, AES_KEY, PushMode.SECURE, null, false))
            .orElseThrow();
    private final Follower anna = there.add(OPENID, "安娜", true, NOW);
    private final InMemoryChannelAccounts accounts = new InMemoryChannelAccounts().put(account("secure", 1));
    private final WechatProperties properties = WechatProperties.defaults();
    private final WechatMediaProperties mediaProperties = WechatMediaProperties.defaults();
    private final WechatClient client = new WechatClient(properties, mediaProperties, null);
    private final InMemoryMediaStore media = new InMemoryMediaStore();
    private final WechatChannel channel =
            new WechatChannel(accounts, client, media, properties, mediaProperties, CLOCK);
    private final RecordingInboundSink sink = new RecordingInboundSink();

    @AfterEach
    void close() {
        client.close();
        wechat.close();
    }

    private ChannelAccount account(String mode, long version) {
        return account(mode, wechat.url(), SECRET, version);
    }

    private static ChannelAccount account(String mode, String url, String secret, long version) {
        return new ChannelAccount(
                ACCOUNT,
                WechatChannel.TYPE,
                "shop",
                "小店",
                true,
                Map.of("appId", APP_ID, "mode", mode, "apiBaseUrl", url),
                Map.of("appSecret", secret, "token", TOKEN, "encodingAesKey", AES_KEY),
                version);
    }

    @Override
    public WechatChannel channel() {
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
        return new ExternalUserId(OPENID);
    }

    @Override
    public int handedToProvider() {
        return anna.chat().after(0).size();
    }

    @Override
    public MediaId media(MediaKind kind) {
        return switch (kind) {
            case IMAGE, THUMBNAIL -> media.put("image/jpeg", "照片.jpg", new byte[] {-1, -40, -1, 1});
            case VOICE ->
                media.put("audio/amr", "a.amr", "#!AMR\n<".getBytes(StandardCharsets.US_ASCII), Duration.ofSeconds(5));
            case VIDEO -> media.put("video/mp4", "a.mp4", "\0\0\0\u0018ftypmp42".getBytes(StandardCharsets.US_ASCII));
            case FILE -> throw new IllegalArgumentException("WeChat carries no files");
        };
    }

    @Override
    public OutboundContent.Template template() {
        return new OutboundContent.Template(
                Templates.PROGRESS.id(),
                Templates.PROGRESS.title(),
                List.of(
                        new OutboundContent.TemplateValue("thing1", "服务事项", "更换灯罩"),
                        new OutboundContent.TemplateValue("phrase2", "当前进度", "已寄出"),
                        new OutboundContent.TemplateValue("phone_number3", "联系电话", "400-820-0000")),
                null);
    }

    @Override
    public WebhookRequest incomingText(int number, String text) {
        return encrypted(message("text", "<Content><![CDATA[" + text + "]]></Content><MsgId>" + number + "</MsgId>"));
    }

    @Override
    public Map<ChannelCapability, WebhookRequest> incoming() {
        return Map.of(
                ChannelCapability.RECEIVE_TEXT, incomingText(1, "你好"),
                ChannelCapability.RECEIVE_IMAGE, incoming("image", "<PicUrl>http://p</PicUrl><MediaId>m1</MediaId>"),
                ChannelCapability.RECEIVE_VOICE, incoming("voice", "<MediaId>m2</MediaId><Format>amr</Format>"),
                ChannelCapability.RECEIVE_VIDEO,
                        incoming("video", "<MediaId>m3</MediaId><ThumbMediaId>t3</ThumbMediaId>"),
                ChannelCapability.RECEIVE_LOCATION,
                        incoming(
                                "location",
                                "<Location_X>23.13</Location_X><Location_Y>113.36</Location_Y><Scale>20</Scale>"),
                ChannelCapability.RECEIVE_LINK,
                        incoming("link", "<Title>t</Title><Description>d</Description><Url>https://example.com</Url>"),
                ChannelCapability.RECEIVE_EVENTS, incoming("event", "<Event>subscribe</Event>"));
    }

    private static WebhookRequest incoming(String type, String fields) {
        return encrypted(message(type, fields + "<MsgId>7</MsgId>"));
    }

    @Override
    public Optional<WebhookRequest> incomingUnknown() {
        return Optional.of(incoming("newest_type", "<Surprise>惊喜</Surprise>"));
    }

    @Override
    public WebhookRequest forged(WebhookRequest authentic) {
        Map<String, String> query = new HashMap<>(authentic.query());
        query.put("signature", sha1("guessed"));
        query.put("msg_signature", sha1("guessed"));
        return new WebhookRequest(
                authentic.method(), "shop", query, authentic.contentType(), authentic.body(), authentic.traceId());
    }

    @Override
    public Optional<Handshake> handshake() {
        String timestamp = Long.toString(NOW.getEpochSecond());
        Map<String, String> query = Map.of(
                "timestamp",
                timestamp,
                "nonce",
                "n1",
                "signature",
                sha1(TOKEN, timestamp, "n1"),
                "echostr",
                "4375120948345356249");
        return Optional.of(new Handshake(
                new WebhookRequest("GET", "shop", query, null, new byte[0], "trace"), "4375120948345356249"));
    }

    @Override
    public Set<ProviderTrouble> troubles() {
        return EnumSet.allOf(ProviderTrouble.class);
    }

    @Override
    public void befall(ProviderTrouble trouble) {
        switch (trouble) {
            case UNREACHABLE -> accounts.put(account("secure", "http://127.0.0.1:1", SECRET, 2));
            case BAD_CREDENTIALS -> accounts.put(account("secure", wechat.url(), "wrong", 2));
            case THROTTLING -> fault("45011", ApiFault.When.BEFORE);
            case SLOW ->
                wechat.faults()
                        .add(new ApiFault(null, SEND, ApiFault.Answer.RIGHT, 0, 0, 300, ApiFault.When.AFTER, 1, 1));
            case SILENT_AFTER_TAKING -> fault("CUT", ApiFault.When.AFTER);
        }
    }

    @Override
    public void recover() {
        wechat.faults().clear();
        accounts.put(account("secure", 3));
    }

    private static String message(String type, String rest) {
        return "<xml><ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[" + OPENID
                + "]]></FromUserName><CreateTime>" + NOW.getEpochSecond() + "</CreateTime><MsgType><![CDATA[" + type
                + "]]></MsgType>" + rest + "</xml>";
    }

    private static WebhookRequest encrypted(String xml) {
        return encrypted(xml, APP_ID, NOW);
    }

    private static WebhookRequest encrypted(String xml, String appId, Instant at) {
        String body = new WxCryptUtil(TOKEN, AES_KEY, appId).encrypt(xml);
        String encrypt = element(body, "Encrypt");
        return signed(encrypt, at, "<xml><ToUserName>gh_1</ToUserName><Encrypt>" + encrypt + "</Encrypt></xml>");
    }

    private static WebhookRequest signed(String encrypt, Instant at, String body) {
        String timestamp = Long.toString(at.getEpochSecond());
        Map<String, String> query = new HashMap<>(Map.of(
                "timestamp",
                timestamp,
                "nonce",
                "n1",
                "encrypt_type",
                "aes",
                "signature",
                sha1(TOKEN, timestamp, "n1"),
                "msg_signature",
                sha1(TOKEN, timestamp, "n1", encrypt)));
        return post(query, body);
    }

    private static WebhookRequest plain(String body) {
        String timestamp = Long.toString(NOW.getEpochSecond());
        return post(
                new HashMap<>(Map.of("timestamp", timestamp, "nonce", "n1", "signature", sha1(TOKEN, timestamp, "n1"))),
                body);
    }

    private static WebhookRequest post(Map<String, String> query, String body) {
        return new WebhookRequest("POST", "shop", query, "text/xml", body.getBytes(StandardCharsets.UTF_8), "trace");
    }

    private static String sha1(String... parts) {
        Arrays.sort(parts);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1")
                    .digest(String.join("", parts).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static String element(String xml, String name) {
        Matcher matcher = Pattern.compile("<" + name + "><!\\[CDATA\\[(.*?)]]></" + name + ">")
                .matcher(xml);
        if (!matcher.find()) {
            throw new AssertionError("No " + name + " in " + xml);
        }
        return matcher.group(1);
    }

    private void refused(WebhookRequest call, Outcome outcome, int status) {
        WebhookReply reply = channel.receive(call, sink).toCompletableFuture().join();
        assertThat(reply.outcome()).isEqualTo(outcome);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(sink.stored()).isEmpty();
    }

    @Test
    void plainModeTakesPlainMessages() {
        accounts.put(account("plain", 2));

        channel.receive(plain(message("text", "<Content>明文</Content><MsgId>1</MsgId>")), sink)
                .toCompletableFuture()
                .join();

        assertThat(sink.stored())
                .singleElement()
                .satisfies(envelope -> assertThat(envelope.content()).isEqualTo(new InboundContent.Text("明文")));
    }

    @Test
    void secureModeTakesNothingPlain() {
        refused(plain(message("text", "<Content>明文</Content><MsgId>1</MsgId>")), Outcome.BAD_SIGNATURE, 403);
    }

    @Test
    void compatModeBelievesTheEncryptedPart() {
        accounts.put(account("compat", 2));
        String encrypt = element(
                new WxCryptUtil(TOKEN, AES_KEY, APP_ID)
                        .encrypt(message("text", "<Content>真</Content><MsgId>1</MsgId>")),
                "Encrypt");
        String both = "<xml><Content>假</Content><FromUserName>evil</FromUserName><MsgType>text</MsgType><Encrypt>"
                + encrypt + "</Encrypt></xml>";

        channel.receive(signed(encrypt, NOW, both), sink).toCompletableFuture().join();

        assertThat(sink.stored()).singleElement().satisfies(envelope -> {
            assertThat(envelope.content()).isEqualTo(new InboundContent.Text("真"));
            assertThat(envelope.user().value()).isEqualTo(OPENID);
        });
    }

    @Test
    void eventsAreTakenAndWhatIsNotHandledYetIsKeptWithItsFields() {
        channel.receive(encrypted(message("event", "<Event>subscribe</Event><EventKey>qrscene_7</EventKey>")), sink)
                .toCompletableFuture()
                .join();
        channel.receive(encrypted(message("event", "<Event>unsubscribe</Event>")), sink)
                .toCompletableFuture()
                .join();
        channel.receive(encrypted(message("event", "<Event>CLICK</Event><EventKey>HELP</EventKey>")), sink)
                .toCompletableFuture()
                .join();
        channel.receive(encrypted(message("newest_type", "<Surprise>惊喜</Surprise><MsgId>9</MsgId>")), sink)
                .toCompletableFuture()
                .join();

        assertThat(sink.stored()).hasSize(4);
        assertThat(sink.stored().get(0).content()).isInstanceOf(InboundContent.Subscribed.class);
        assertThat(sink.stored().get(1).content()).isInstanceOf(InboundContent.Unsubscribed.class);
        assertThat(sink.stored().get(2).content()).isInstanceOf(InboundContent.MenuClick.class);
        assertThat(sink.stored().get(3).content())
                .isInstanceOfSatisfying(
                        InboundContent.Unsupported.class,
                        unsupported -> assertThat(unsupported.fields()).containsEntry("Surprise", "惊喜"));
    }

    @Test
    void theEndOfAMassMessageIsAReceiptAndAnUnknownEventMerelyHappened() {
        String massSent =
                "<Event>MASSSENDJOBFINISH</Event><MsgID>1000001625</MsgID><Status>%s</Status><TotalCount>1</TotalCount>";

        assertThat(received("event", massSent.formatted("send success")))
                .isEqualTo(new InboundContent.DeliveryReceipt("1000001625", null, "send success"));
        assertThat(received("event", massSent.formatted("err(10001)")))
                .isEqualTo(new InboundContent.DeliveryReceipt(
                        "1000001625", DeliveryProblem.Reason.NOT_DELIVERED, "err(10001)"));
        assertThat(received("event", "<Event>annual_renew</Event>"))
                .isInstanceOfSatisfying(
                        InboundContent.Unsupported.class,
                        unknown -> assertThat(unknown.event()).isTrue());
        assertThat(received("hologram", ""))
                .isInstanceOfSatisfying(
                        InboundContent.Unsupported.class,
                        unknown -> assertThat(unknown.event()).isFalse());
    }

    @Test
    void onlyWhatACodeSaysIsAScene() {
        String event = "<Event>subscribe</Event><EventKey>%s</EventKey>";

        assertThat(received("event", event.formatted("qrscene_door"))).isEqualTo(new InboundContent.Subscribed("door"));
        for (String key : List.of("", "qrscene_", "last_trade_no_4003292001")) {
            assertThat(received("event", event.formatted(key))).isEqualTo(new InboundContent.Subscribed(null));
        }
    }

    private InboundContent received(String type, String fields) {
        int before = sink.stored().size();
        channel.receive(encrypted(message(type, fields + "<MsgId>" + (1000 + before) + "</MsgId>")), sink)
                .toCompletableFuture()
                .join();
        return sink.stored().get(before).content();
    }

    @Test
    void everyTypeOfMessageIsUnderstood() {
        assertThat(received("image", "<PicUrl>http://p</PicUrl><MediaId>m1</MediaId>"))
                .isEqualTo(new InboundContent.Image("m1", "http://p"));
        assertThat(received(
                        "voice", "<MediaId>m2</MediaId><Format>amr</Format><Recognition><![CDATA[退货]]></Recognition>"))
                .isEqualTo(new InboundContent.Voice("m2", "amr", "退货"));
        assertThat(received("voice", "<MediaId>m2</MediaId><Format>amr</Format>"))
                .isEqualTo(new InboundContent.Voice("m2", "amr", null));
        assertThat(received("video", "<MediaId>m3</MediaId><ThumbMediaId>t3</ThumbMediaId>"))
                .isEqualTo(new InboundContent.Video("m3", "t3"));
        assertThat(received("shortvideo", "<MediaId>m4</MediaId><ThumbMediaId>t4</ThumbMediaId>"))
                .isEqualTo(new InboundContent.Video("m4", "t4"));
        assertThat(received(
                        "location",
                        "<Location_X>23.13</Location_X><Location_Y>113.36</Location_Y><Scale>20</Scale>"
                                + "<Label><![CDATA[广州]]></Label>"))
                .isEqualTo(new InboundContent.Location(23.13, 113.36, 20, "广州"));
        assertThat(received("link", "<Title>t</Title><Description>d</Description><Url>https://example.com</Url>"))
                .isEqualTo(new InboundContent.Link("t", "d", "https://example.com"));
        assertThat(received("text", "<Content><![CDATA[满意]]></Content><bizmsgmenuid>101</bizmsgmenuid>"))
                .isEqualTo(new InboundContent.Choice("101", "满意"));
        assertThat(received("image", "<PicUrl>http://p</PicUrl>")).isInstanceOf(InboundContent.Unsupported.class);
        assertThat(received("location", "<Location_X>NaN</Location_X><Location_Y>1</Location_Y>"))
                .isInstanceOf(InboundContent.Unsupported.class);
    }

    @Test
    void badInputGetsItsStatusAndNothingIsStored() {
        String xml = message("text", "<Content>x</Content><MsgId>1</MsgId>");
        WebhookRequest good = encrypted(xml);
        Map<String, String> forged = new HashMap<>(good.query());
        forged.put("msg_signature", "0".repeat(40));
        refused(post(forged, new String(good.body(), StandardCharsets.UTF_8)), Outcome.BAD_SIGNATURE, 403);
        refused(encrypted(xml, "wx0000000000000000", NOW), Outcome.WRONG_APP, 403);
        refused(encrypted(xml, APP_ID, NOW.minusSeconds(601)), Outcome.STALE, 403);
        refused(encrypted(xml, APP_ID, NOW.plusSeconds(601)), Outcome.STALE, 403);
        for (String broken : new String[] {"jn1L23DB+6ELqJ+6bru", "AAAAAAAAAAAAAAAAAAAAAA==", "###"}) {
            refused(signed(broken, NOW, "<xml><Encrypt>" + broken + "</Encrypt></xml>"), Outcome.BAD_ENCRYPTION, 400);
        }
        WebhookRequest json =
                new WebhookRequest("POST", "shop", good.query(), "application/json", good.body(), "trace");
        refused(json, Outcome.WRONG_MEDIA_TYPE, 415);
    }

    @Test
    void entitiesAreNeitherExpandedNorFetched() {
        accounts.put(account("plain", 2));
        String laughs = "<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY lol \"lol\">"
                + "<!ENTITY lol1 \"&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;\">]>"
                + message("text", "<Content>&lol1;</Content><MsgId>1</MsgId>");
        refused(plain(laughs), Outcome.MALFORMED, 400);
        String external = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>"
                + message("text", "<Content>&e;</Content><MsgId>1</MsgId>");
        refused(plain(external), Outcome.MALFORMED, 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<xml><Encrypt><![CDATA[abc",
                "<xml><Encrypt>a &lol; b</Encrypt></xml>",
                "<xml><Encrypt>abc",
                "<xml><Encrypt>&#0;</Encrypt></xml>",
                "<xml><Encrypt a='1' a='1'/></xml>",
                "<xml/><xml/>",
                "nonsense"
            })
    void whatIsNotXmlIsRefusedAndNoFault(String body) {
        refused(signed("abc", NOW, body), Outcome.MALFORMED, 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1777622400000", "-1", "99999999999999999999", "yesterday", ""})
    void aTimeThatNobodyCanHaveMeantLosesNoMessage(String time) {
        String xml = message("text", "<Content>x</Content><MsgId>1</MsgId>")
                .replaceFirst("<CreateTime>\\d+</CreateTime>", "<CreateTime>" + time + "</CreateTime>");

        assertThat(channel.receive(encrypted(xml), sink)
                        .toCompletableFuture()
                        .join()
                        .outcome())
                .isEqualTo(Outcome.ACCEPTED);

        assertThat(sink.stored()).extracting(InboundEnvelope::sentAt).containsExactly(NOW);
    }

    @Test
    void anAutomaticAnswerLeavesEncryptedAndOnlyWxJavaNeedsToUnderstandIt() {
        sink.answerWith("欢迎 ]]> & <b>");

        WebhookReply reply = channel.receive(incomingText(1, "hello"), sink)
                .toCompletableFuture()
                .join();

        String body = new String(reply.body(), StandardCharsets.UTF_8);
        Matcher timestamp = Pattern.compile("<TimeStamp>(\\d+)</TimeStamp>").matcher(body);
        assertThat(timestamp.find()).isTrue();
        String xml = new WxCryptUtil(TOKEN, AES_KEY, APP_ID)
                .decryptXml(element(body, "MsgSignature"), timestamp.group(1), element(body, "Nonce"), body);
        assertThat(xml).contains(OPENID).contains("欢迎").contains("gh_1");
    }

    @ParameterizedTest
    @CsvSource({
        "-1, RetryLater, PROVIDER_BUSY",
        "45011, RetryLater, PROVIDER_BUSY",
        "45015, Unreachable, WINDOW_CLOSED",
        "45047, Unreachable, REPLY_QUOTA_USED",
        "43004, Unreachable, NOT_FOLLOWING",
        "50005, Unreachable, NOT_FOLLOWING",
        "48002, Unreachable, REFUSED_BY_CUSTOMER",
        "40003, Unreachable, UNKNOWN_CUSTOMER",
        "43101, Unreachable, REFUSED_BY_CUSTOMER",
        "48001, Rejected, NOT_PERMITTED",
        "48004, Rejected, ACCOUNT_BLOCKED",
        "45009, Rejected, ACCOUNT_QUOTA_USED",
        "40164, Rejected, ADDRESS_NOT_ALLOWED",
        "45002, Rejected, CONTENT_TOO_LONG",
        "40007, Rejected, CONTENT_REFUSED",
        "HTTP 500, Unknown, NO_CLEAR_ANSWER",
        "CUT, Unknown, NO_CLEAR_ANSWER",
        "GARBAGE, Unknown, NO_CLEAR_ANSWER",
        "BARE, Unknown, NO_CLEAR_ANSWER",
        "EMPTY, Unknown, NO_CLEAR_ANSWER"
    })
    void everyAnswerEndsAnAttemptAsStated(String answer, String kind, Reason reason) {
        fault(answer, ApiFault.When.BEFORE);

        DeliveryResult result = channel.deliver(text(1, "您好"));

        assertThat(result.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(result.toString()).contains("reason=" + reason);
        assertThat(handedToProvider()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP 500", "CUT", "GARBAGE", "BARE", "EMPTY", "TRUNCATED"})
    void anAnswerThatIsLostAfterTheMessageWasTakenLeavesTheEndOpen(String answer) {
        fault(answer, ApiFault.When.AFTER);

        assertThat(channel.deliver(text(1, "您好"))).isInstanceOf(DeliveryResult.Unknown.class);
        assertThat(handedToProvider()).isEqualTo(1);
    }

    /** @param answer an errcode, {@code HTTP} and a status, or another answer of the sandbox's */
    private void fault(String answer, ApiFault.When when) {
        ApiFault.Answer kind = answer.matches("-?\\d+")
                ? ApiFault.Answer.ERRCODE
                : answer.startsWith("HTTP ") ? ApiFault.Answer.STATUS : ApiFault.Answer.valueOf(answer);
        int number = answer.matches(".*\\d") ? Integer.parseInt(answer.replace("HTTP ", "")) : 0;
        wechat.faults().add(new ApiFault(null, SEND, kind, number, number, 0, when, 1, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40014", "42001"})
    void aRefusedTokenIsRenewedOnceAndTheMessageGoes(String code) {
        String before = there.stableTokens().current(NOW).token();
        fault(code, ApiFault.When.BEFORE);

        assertThat(channel.deliver(text(1, "您好"))).isInstanceOf(DeliveryResult.Accepted.class);
        assertThat(handedToProvider()).isEqualTo(1);
        assertThat(there.stableTokens().current(NOW).token()).isNotEqualTo(before);
        assertThat(wechat.journal().list(Journal.Kind.CALL, 0, 10, call -> true))
                .extracting(call -> ((ApiCalled) call).path())
                .containsExactly("/cgi-bin/stable_token", SEND, "/cgi-bin/stable_token", SEND);
    }
}
