package io.keshu.console.webhook;

import org.jspecify.annotations.Nullable;

/**
 * The two parts of a webhook's address; empty where there are none.
 *
 * @param channelType as it stands in the address, not checked
 * @param accountKey as it stands in the address, decoded, not checked
 */
record WebhookAddress(String channelType, String accountKey) {

    private static final WebhookAddress NONE = new WebhookAddress("", "");

    /** @param path what follows {@code /webhooks}, such as {@code /wechat/main} */
    static WebhookAddress of(@Nullable String path) {
        if (path == null || path.isEmpty()) {
            return NONE;
        }
        int slash = path.indexOf('/', 1);
        if (slash < 0 || slash == path.length() - 1 || path.indexOf('/', slash + 1) >= 0) {
            return NONE;
        }
        return new WebhookAddress(path.substring(1, slash), path.substring(slash + 1));
    }
}
