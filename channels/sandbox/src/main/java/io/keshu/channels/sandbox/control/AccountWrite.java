package io.keshu.channels.sandbox.control;

import io.keshu.channels.sandbox.http.BadCallException;
import io.keshu.channels.sandbox.world.AccountSettings;
import io.keshu.channels.sandbox.world.PushMode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An account as it is created or changed; what is null is made up, or stays. */
record AccountWrite(
        @Nullable String appId,
        @Nullable String name,
        @Nullable String originalId,
        @Nullable String secret,
        @Nullable String token,
        @Nullable String encodingAesKey,
        @Nullable PushMode mode,
        @Nullable String webhookUrl,
        @Nullable Boolean checkQuota) {

    /** @throws BadCallException if a value is none */
    AccountSettings over(AccountSettings before) {
        if (appId != null && !appId.equals(before.appId())) {
            throw BadCallException.of("account.fixed", "An account keeps its appId.");
        }
        String address = webhookUrl == null ? before.webhookUrl() : webhookUrl.isEmpty() ? null : address(webhookUrl);
        return new AccountSettings(
                before.appId(),
                text("name", name, ".{1,60}", before.name()),
                text("originalId", originalId, "[0-9A-Za-z_]{1,64}", before.originalId()),
                text("secret", secret, "[0-9A-Za-z_-]{8,64}", before.secret()),
                text("token", token, "[0-9A-Za-z]{3,32}", before.token()),
                text("encodingAesKey", encodingAesKey, "[0-9A-Za-z]{43}", before.encodingAesKey()),
                mode == null ? before.mode() : mode,
                address,
                checkQuota == null ? before.checkQuota() : checkQuota);
    }

    /** The appid that is asked for, or the one that was made up. */
    String appIdOr(String madeUp) {
        return text("appId", appId, "wx[0-9a-f]{16}", madeUp);
    }

    private static String text(String field, @Nullable String value, String pattern, String otherwise) {
        if (value == null) {
            return otherwise;
        }
        if (!Pattern.matches(pattern, value)) {
            throw BadCallException.of("account." + field, field + " must match " + pattern + ".");
        }
        return value;
    }

    private static String address(String url) {
        try {
            URI uri = new URI(url);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return url;
            }
        } catch (URISyntaxException e) {
            throw BadCallException.of("account.webhookUrl", "webhookUrl is no address: " + e.getReason() + ".");
        }
        throw BadCallException.of("account.webhookUrl", "webhookUrl must be an http or https address.");
    }
}
