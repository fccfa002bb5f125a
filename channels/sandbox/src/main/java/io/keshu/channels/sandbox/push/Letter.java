package io.keshu.channels.sandbox.push;

import io.keshu.channels.sandbox.http.Json;
import io.keshu.channels.sandbox.world.AccountSettings;
import io.keshu.channels.sandbox.world.PushMode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** Signs and encrypts: what leaves for an account's address. */
final class Letter {

    private Letter() {}

    /**
     * A try to push.
     *
     * @throws IllegalArgumentException if the address or the key is none
     */
    static HttpRequest push(AccountSettings account, String url, PushMessage message, Instant now, Duration deadline) {
        String timestamp = Long.toString(now.getEpochSecond());
        String nonce = Long.toString(ThreadLocalRandom.current().nextLong(100_000_000, 2_000_000_000));
        String query = "signature=" + CallbackSigner.sign(account.token(), timestamp, nonce) + "&timestamp=" + timestamp
                + "&nonce=" + nonce + "&openid=" + message.openid();
        boolean json = message.form() == PushForm.JSON;
        String body =
                json ? Json.line(message.json(account)) : message.xml(account).build();
        if (account.mode() != PushMode.PLAIN) {
            String encrypted = new CallbackCrypto(account.encodingAesKey(), account.appId()).encrypt(body);
            query += "&encrypt_type=aes&msg_signature="
                    + CallbackSigner.sign(account.token(), timestamp, nonce, encrypted);
            body = json
                    ? encryptedJson(account, message, encrypted)
                    : (account.mode() == PushMode.COMPAT
                                    ? message.xml(account)
                                    : new Xml().words("ToUserName", account.originalId()))
                            .words("Encrypt", encrypted)
                            .build();
        }
        return HttpRequest.newBuilder(withQuery(url, query))
                .timeout(deadline)
                .header("Content-Type", json ? "application/json" : "text/xml")
                .header("User-Agent", "Mozilla/4.0")
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                .build();
    }

    private static String encryptedJson(AccountSettings account, PushMessage message, String encrypted) {
        Map<String, Object> envelope = account.mode() == PushMode.COMPAT
                ? message.json(account)
                : new LinkedHashMap<>(Map.of("ToUserName", account.originalId()));
        envelope.put("Encrypt", encrypted);
        return Json.line(envelope);
    }

    /** The check of an address, which must answer with the echo. */
    static HttpRequest check(AccountSettings account, String url, String echo, Instant now, Duration deadline) {
        String timestamp = Long.toString(now.getEpochSecond());
        String nonce = Long.toString(ThreadLocalRandom.current().nextLong(100_000_000, 2_000_000_000));
        String query = "signature=" + CallbackSigner.sign(account.token(), timestamp, nonce) + "&echostr="
                + URLEncoder.encode(echo, StandardCharsets.UTF_8) + "&timestamp=" + timestamp + "&nonce=" + nonce;
        return HttpRequest.newBuilder(withQuery(url, query))
                .timeout(deadline)
                .GET()
                .build();
    }

    private static URI withQuery(String url, String query) {
        return URI.create(url + (url.contains("?") ? "&" : "?") + query);
    }
}
