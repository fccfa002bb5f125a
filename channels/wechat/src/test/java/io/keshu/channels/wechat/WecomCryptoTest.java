package io.keshu.channels.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.WebhookReply;
import io.keshu.channels.api.WebhookReply.Outcome;
import io.keshu.channels.api.WebhookRequest;
import io.keshu.channels.testkit.InMemoryChannelAccounts;
import io.keshu.channels.testkit.InMemoryMediaStore;
import io.keshu.channels.testkit.NodePackage;
import io.keshu.channels.testkit.RecordingInboundSink;
import io.keshu.channels.wechat.client.WechatClient;
import io.keshu.channels.wechat.config.WechatMediaProperties;
import io.keshu.channels.wechat.config.WechatProperties;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The webhook against cryptography that others wrote in another language. */
class WecomCryptoTest {

    private static final String TOKEN = "pamtest";
    private static final String AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
    private static final String APP_ID = "wxb11529c136998cb6";

    private static NodePackage node;
    private final WechatClient client =
            new WechatClient(WechatProperties.defaults(), WechatMediaProperties.defaults(), null);
    private final WechatChannel channel = new WechatChannel(
            new InMemoryChannelAccounts()
                    .put(new ChannelAccount(
                            new ChannelAccountId(1),
                            WechatChannel.TYPE,
                            "shop",
                            "小店",
                            true,
                            Map.of("appId", APP_ID, "mode", "secure"),
                            Map.of("appSecret", "0123456789abcdef", "token", TOKEN, "encodingAesKey", AES_KEY),
                            1)),
            client,
            new InMemoryMediaStore(),
            WechatProperties.defaults(),
            WechatMediaProperties.defaults(),
            Clock.systemUTC());
    private final RecordingInboundSink sink = new RecordingInboundSink();

    @BeforeAll
    static void install() {
        node = NodePackage.in(Path.of("src/test/node"));
    }

    @AfterEach
    void close() {
        client.close();
    }

    private static JsonObject run(String script, Map<String, String> input) {
        return new Gson().fromJson(node.run(script, new Gson().toJson(input)), JsonObject.class);
    }

    private WebhookReply push(String appId, String text) {
        String timestamp = Long.toString(Clock.systemUTC().instant().getEpochSecond());
        Map<String, String> input = new HashMap<>(Map.of(
                "token",
                TOKEN,
                "encodingAesKey",
                AES_KEY,
                "appId",
                appId,
                "timestamp",
                timestamp,
                "nonce",
                "415670741"));
        input.put(
                "message",
                "<xml><ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[oAnna-0123456789]]></FromUserName>"
                        + "<CreateTime>" + timestamp
                        + "</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA["
                        + text + "]]></Content><MsgId>6054768590064713728</MsgId></xml>");
        JsonObject made = run("push.mjs", input);
        return channel.receive(
                        new WebhookRequest(
                                "POST",
                                "shop",
                                Map.of(
                                        "timestamp",
                                        timestamp,
                                        "nonce",
                                        "415670741",
                                        "encrypt_type",
                                        "aes",
                                        "msg_signature",
                                        made.get("signature").getAsString()),
                                "text/xml",
                                made.get("body").getAsString().getBytes(StandardCharsets.UTF_8),
                                "trace"),
                        sink)
                .toCompletableFuture()
                .join();
    }

    @Test
    void whatItEncryptsIsTakenAndWhatIsAnsweredItOpens() {
        sink.answerWith("欢迎光临 👍");

        WebhookReply reply = push(APP_ID, "我是中文 abcd123 👍");

        assertThat(reply.outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(sink.stored())
                .singleElement()
                .satisfies(envelope ->
                        assertThat(envelope.content()).isEqualTo(new InboundContent.Text("我是中文 abcd123 👍")));
        JsonObject opened = run(
                "open.mjs",
                Map.of(
                        "token",
                        TOKEN,
                        "encodingAesKey",
                        AES_KEY,
                        "body",
                        new String(reply.body(), StandardCharsets.UTF_8)));
        assertThat(opened.get("signed").getAsBoolean()).isTrue();
        assertThat(opened.get("id").getAsString()).isEqualTo(APP_ID);
        assertThat(opened.get("message").getAsString()).contains("欢迎光临 👍").contains("oAnna-0123456789");
    }

    @Test
    void whatItEncryptsForAnotherAppIsRefused() {
        assertThat(push("wx0000000000000000", "hello").outcome()).isEqualTo(Outcome.WRONG_APP);
        assertThat(sink.stored()).isEmpty();
    }
}
