package io.keshu.channels.weixin.inbound;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.weixin.config.AccountSettings;
import org.jspecify.annotations.Nullable;

/**
 * What it takes to read one account's calls, prepared once for each version of the account.
 *
 * @param cipher null if the account has no usable EncodingAESKey
 */
public record CallbackAccount(
        ChannelAccount account,
        AccountSettings settings,
        @Nullable CallbackCipher cipher) {

    /** Prepares the account. */
    public static CallbackAccount of(ChannelAccount account) {
        AccountSettings settings = AccountSettings.of(account);
        return new CallbackAccount(
                account,
                settings,
                CallbackCipher.of(settings.encodingAesKey(), settings.appId()).orElse(null));
    }
}
