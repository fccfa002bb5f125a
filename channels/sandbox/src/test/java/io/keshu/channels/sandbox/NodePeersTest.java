package io.keshu.channels.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keshu.channels.sandbox.http.Json;
import io.keshu.channels.sandbox.world.ChatEntry;
import io.keshu.channels.testkit.NodePackage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clients that others wrote in another language, unchanged. */
class NodePeersTest {

    private static NodePackage node;
    private final Town town = new Town();

    @BeforeAll
    static void install() {
        node = NodePackage.in(Path.of("src/test/node"));
    }

    @AfterEach
    void close() {
        town.close();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Object>> run(String script, Map<String, ?> input) {
        return Json.read(node.run(script, Json.line(input)).getBytes(StandardCharsets.UTF_8), Map.class);
    }

    private List<String> phone() {
        return town.anna.chat().after(0).stream()
                .filter(entry -> !entry.from().equals("system"))
                .map(ChatEntry::text)
                .toList();
    }

    @Test
    void coWechatApiGetsTokensAndSendsAndUnderstandsRefusals() {
        town.write(town.anna, "在吗");

        Map<String, Map<String, Object>> came = run(
                "client.mjs",
                Map.of(
                        "url",
                        town.server.url(),
                        "appId",
                        town.appId(),
                        "secret",
                        town.account.settings().secret(),
                        "openid",
                        town.anna.openid(),
                        "stranger",
                        "oNobody"));

        assertThat(came.get("token")).containsEntry("valid", true);
        assertThat(came.get("wrongSecret")).containsEntry("code", 40125);
        assertThat(came.get("sent").toString()).contains("errcode=0");
        assertThat(phone()).containsExactly("在吗", "您好 <b> \"引号\" 👍");
        assertThat(came.get("toStranger")).containsEntry("code", 40003);
        assertThat(came.get("image")).containsEntry("code", 48001);
        assertThat(came.get("user").toString()).contains("subscribe=1");
        assertThat(came.get("followers").toString()).contains(town.anna.openid());
        assertThat(came.get("addresses").toString()).contains("127.0.0.1");
    }

    @Test
    void wecomCryptoOpensAPushAndItsAnswerIsOpenedHere() {
        Map<String, ?> came = run(
                "server.mjs",
                Map.of("url", town.server.url(), "account", town.account.settings(), "openid", town.anna.openid()));

        assertThat(came.get("id")).isEqualTo(town.appId());
        assertThat(came.get("signed")).isEqualTo(true);
        assertThat(came.get("message").toString()).contains("<![CDATA[在吗，中文 👍]]>");
        await().untilAsserted(() -> assertThat(phone()).containsExactly("在吗，中文 👍", "收到：在吗，中文 👍"));
    }
}
