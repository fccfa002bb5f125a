package io.keshu.console.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keshu.channels.sandbox.world.AccountSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.chanjar.weixin.common.util.crypto.WxCryptUtil;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Calls that no provider makes: the right status, a count, nothing stored, one line in the log. */
@ExtendWith(OutputCaptureExtension.class)
class BadCallsTest extends HubTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String OPENID = "oBadCallsBadCallsBadCallsBad";

    private AccountSettings settings;
    private long now;

    @BeforeEach
    void settings() {
        settings = ACCOUNT.settings();
        now = Instant.now().getEpochSecond();
    }

    private String text(String content) {
        return "<xml><ToUserName>gh_1</ToUserName><FromUserName>" + OPENID + "</FromUserName><CreateTime>" + now
                + "</CreateTime><MsgType>text</MsgType><Content>" + content + "</Content><MsgId>" + now
                + "</MsgId></xml>";
    }

    private String encrypt(String xml, String appId) {
        String envelope = new WxCryptUtil(settings.token(), settings.encodingAesKey(), appId).encrypt(xml);
        Matcher encrypted = Pattern.compile("<Encrypt><!\\[CDATA\\[(.*?)]]>").matcher(envelope);
        assertThat(encrypted.find()).isTrue();
        return encrypted.group(1);
    }

    private static String wrapped(String encrypt) {
        return "<xml><ToUserName>gh_1</ToUserName><Encrypt>" + encrypt + "</Encrypt></xml>";
    }

    private String query(long timestamp, String encrypt) {
        String time = Long.toString(timestamp);
        return "?timestamp=" + time + "&nonce=n1&encrypt_type=aes&signature=" + sha1(settings.token(), time, "n1")
                + "&msg_signature=" + sha1(settings.token(), time, "n1", encrypt);
    }

    private static String sha1(String... parts) {
        Arrays.sort(parts);
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1")
                            .digest(String.join("", parts).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private HttpResponse<String> post(String key, String query, String contentType, String body) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + port + "/webhooks/wechat/" + key + query))
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                .build();
        return send(request);
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private double counted(String outcome) {
        String figures = send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/prometheus"))
                        .build())
                .body();
        Matcher line = Pattern.compile(
                        "keshu_webhook_seconds_count\\{channel=\"wechat\",outcome=\"" + outcome + "\"} (\\S+)")
                .matcher(figures);
        return line.find() ? Double.parseDouble(line.group(1)) : 0;
    }

    private long stored() {
        Long count = jdbc.queryForObject(
                "SELECT (SELECT COUNT(*) FROM inbound_key) + (SELECT COUNT(*) FROM inbound)"
                        + " + (SELECT COUNT(*) FROM message)",
                Long.class);
        return count == null ? -1 : count;
    }

    private void refused(
            CapturedOutput log, String outcome, int status, String key, String query, String type, String body) {
        long storedBefore = stored();
        double countedBefore = counted(outcome);
        int logged = log.getAll().length();

        HttpResponse<String> answer = post(key, query, type, body);

        assertThat(answer.statusCode()).as(outcome).isEqualTo(status);
        assertThat(answer.body()).as("a word, no details").hasSizeLessThan(100);
        // A call is counted with the time that it took, so once its answer is written.
        await().untilAsserted(() -> assertThat(counted(outcome)).as(outcome).isEqualTo(countedBefore + 1));
        assertThat(stored()).as("stored after %s", outcome).isEqualTo(storedBefore);
        assertThat(log.getAll().substring(logged)).doesNotContain("\tat ").doesNotContain("Exception");
    }

    @Test
    void whatIsNotWechatsIsForbidden(CapturedOutput log) {
        String good = encrypt(text("x"), settings.appId());
        String other = encrypt(text("x"), "wx0000000000000000");
        refused(log, "bad_signature", 403, KEY, query(now, "forged"), "text/xml", wrapped(good));
        refused(log, "bad_signature", 403, KEY, "", "text/xml", wrapped(good));
        refused(log, "bad_signature", 403, KEY, query(now, good), "text/xml", text("plain in secure mode"));
        refused(log, "wrong_app", 403, KEY, query(now, other), "text/xml", wrapped(other));
        refused(log, "stale", 403, KEY, query(now - 601, good), "text/xml", wrapped(good));
        refused(log, "unknown_account", 404, "nobody", query(now, good), "text/xml", wrapped(good));
    }

    @Test
    void whatIsBrokenIsABadRequest(CapturedOutput log) {
        String good = encrypt(text("x"), settings.appId());
        String truncated = good.substring(0, good.length() - 7);
        // Whole blocks that decrypt to something whose padding is none.
        String padding = "A".repeat(good.length() - 2) + "==";
        for (String broken : new String[] {truncated, "A".repeat(64), padding, "###"}) {
            refused(log, "bad_encryption", 400, KEY, query(now, broken), "text/xml", wrapped(broken));
        }
        refused(log, "malformed", 400, KEY, query(now, good), "text/xml", "");
        refused(log, "malformed", 400, KEY, query(now, good), "text/xml", "<xml><Encrypt>");
    }

    @Test
    void entitiesNeverGrow(CapturedOutput log) {
        StringBuilder laughs = new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE xml [<!ENTITY l0 \"lol\">");
        for (int i = 1; i < 10; i++) {
            laughs.append("<!ENTITY l")
                    .append(i)
                    .append(" \"")
                    .append(("&l" + (i - 1) + ";").repeat(10))
                    .append("\">");
        }
        laughs.append("]>");
        refused(log, "malformed", 400, KEY, query(now, "x"), "text/xml", laughs + wrapped("&l9;"));
        String inside = encrypt(laughs + text("&l9;"), settings.appId());
        refused(log, "malformed", 400, KEY, query(now, inside), "text/xml", wrapped(inside));
    }

    @Test
    void otherMediaTypesAndEndlessBodiesAreNotTaken(CapturedOutput log) {
        String good = encrypt(text("x"), settings.appId());
        refused(log, "wrong_media_type", 415, KEY, query(now, good), "application/json", wrapped(good));
        String large = wrapped("A".repeat(300 * 1024));
        refused(log, "too_large", 413, KEY, query(now, "x"), "text/xml", large);
    }
}
