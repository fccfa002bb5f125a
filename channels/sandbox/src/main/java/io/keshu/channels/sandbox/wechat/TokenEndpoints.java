package io.keshu.channels.sandbox.wechat;

import io.keshu.channels.sandbox.http.Json;
import io.keshu.channels.sandbox.world.AccessTokens.Issued;
import io.keshu.channels.sandbox.world.Account;
import io.keshu.channels.sandbox.world.World;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** /cgi-bin/stable_token and /cgi-bin/token. */
final class TokenEndpoints {

    private final World world;

    TokenEndpoints(World world) {
        this.world = world;
    }

    Answer stable(String method, byte[] body) {
        if (!method.equals("POST")) {
            return Answer.error(43002, "require POST method");
        }
        if (body.length == 0) {
            return Answer.error(44002, "empty post data");
        }
        Optional<ObjectNode> read = Json.object(body);
        if (read.isEmpty()) {
            return Answer.error(47001, "data format error");
        }
        ObjectNode demand = read.get();
        boolean force = demand.path("force_refresh").asBoolean(false);
        return issued(
                demand.path("grant_type").asString(""),
                demand.path("appid").asString(""),
                demand.path("secret").asString(""),
                (account, now) -> force
                        ? account.stableTokens().force(now)
                        : account.stableTokens().current(now));
    }

    Answer plain(Map<String, String> query) {
        return issued(
                query.getOrDefault("grant_type", ""),
                query.getOrDefault("appid", ""),
                query.getOrDefault("secret", ""),
                (account, now) -> account.plainTokens().renew(now));
    }

    private interface Issue {
        @Nullable
        Issued issue(Account account, Instant now);
    }

    private Answer issued(String grantType, String appId, String secret, Issue issue) {
        if (!grantType.equals("client_credential")) {
            return Answer.error(40002, "invalid grant_type");
        }
        if (appId.isEmpty()) {
            return Answer.error(41002, "appid missing");
        }
        Optional<Account> account = world.account(appId);
        if (account.isEmpty()) {
            return Answer.error(40013, "invalid appid");
        }
        if (secret.isEmpty()) {
            return Answer.error(41004, "appsecret missing").by(appId);
        }
        if (!same(secret, account.get().settings().secret())) {
            return Answer.error(40125, "invalid appsecret").by(appId);
        }
        Issued token = issue.issue(account.get(), world.clock().instant());
        if (token == null) {
            return Answer.error(45009, "reach max api daily quota limit").by(appId);
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("access_token", token.token());
        body.put("expires_in", token.expiresIn());
        return Answer.of(body).by(appId);
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
