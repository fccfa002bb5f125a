package io.keshu.channels.sandbox.world;

import org.jspecify.annotations.Nullable;

/**
 * An official account as its owner set it up.
 *
 * @param name what followers see
 * @param originalId 原始ID, which stands in messages in place of the account
 * @param encodingAesKey 43 letters and digits
 * @param webhookUrl where it is pushed to; null for nowhere
 * @param checkQuota whether the limits of customer service messages hold
 */
public record AccountSettings(
        String appId,
        String name,
        String originalId,
        String secret,
        String token,
        String encodingAesKey,
        PushMode mode,
        @Nullable String webhookUrl,
        boolean checkQuota) {

    /** The same with another address. */
    public AccountSettings pushedTo(@Nullable String url) {
        return new AccountSettings(appId, name, originalId, secret, token, encodingAesKey, mode, url, checkQuota);
    }

    /** Leaves secrets out: records end up in logs. */
    @Override
    public String toString() {
        return "AccountSettings[" + appId + ", " + name + ", " + mode + ", " + webhookUrl + "]";
    }
}
