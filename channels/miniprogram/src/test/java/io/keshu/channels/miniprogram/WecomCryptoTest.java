package io.keshu.channels.miniprogram;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.WebhookReply.Outcome;
import io.keshu.channels.api.WebhookRequest;
import io.keshu.channels.testkit.NodePackage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** JSON that others encrypted in another language. */
class WecomCryptoTest {

    private static NodePackage node;
    private final Shop shop = new Shop();

    @BeforeAll
    static void install() {
        node = NodePackage.in(Path.of("../wechat/src/test/node"));
    }

    @AfterEach
    void close() {
        shop.close();
    }

    private Outcome push(String appId) {
        String timestamp = Long.toString(Clock.systemUTC().instant().getEpochSecond());
        JsonObject made = new Gson()
                .fromJson(
                        node.run(
                                "push.mjs",
                                new Gson()
                                        .toJson(Map.of(
                                                "token",
                                                Shop.TOKEN,
                                                "encodingAesKey",
                                                Shop.AES_KEY,
                                                "appId",
                                                appId,
                                                "timestamp",
                                                timestamp,
                                                "nonce",
                                                "415670741",
                                                "message",
                                                "{\"ToUserName\":\"gh_1\",\"FromUserName\":\"oAnna-0123456789\","
                                                        + "\"CreateTime\":1482048670,\"MsgType\":\"text\","
                                                        + "\"Content\":\"我是中文 👍\",\"MsgId\":6054768590064713728}"))),
                        JsonObject.class);
        String body = made.get("body").getAsString();
        String encrypted = body.substring(body.indexOf("<Encrypt><![CDATA[") + 18, body.indexOf("]]></Encrypt>"));
        return shop.channel
                .receive(
                        new WebhookRequest(
                                "POST",
                                Shop.KEY,
                                Map.of(
                                        "timestamp",
                                        timestamp,
                                        "nonce",
                                        "415670741",
                                        "encrypt_type",
                                        "aes",
                                        "msg_signature",
                                        made.get("signature").getAsString()),
                                "application/json",
                                ("{\"ToUserName\":\"gh_1\",\"Encrypt\":\"" + encrypted + "\"}")
                                        .getBytes(StandardCharsets.UTF_8),
                                "trace"),
                        shop.sink)
                .toCompletableFuture()
                .join()
                .outcome();
    }

    @Test
    void whatTheyEncryptIsTaken() {
        assertThat(push(Shop.APP_ID)).isEqualTo(Outcome.ACCEPTED);
        assertThat(shop.sink.stored())
                .singleElement()
                .satisfies(envelope -> assertThat(envelope.content()).isEqualTo(new InboundContent.Text("我是中文 👍")));
    }

    @Test
    void whatTheyEncryptForAnotherAppIsRefused() {
        assertThat(push("wx0000000000000000")).isEqualTo(Outcome.WRONG_APP);
        assertThat(shop.sink.stored()).isEmpty();
    }
}
