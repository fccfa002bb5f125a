package io.keshu.channels.weixin.config;

import io.keshu.channels.api.ChannelAccount;
import java.util.Optional;

/**
 * One account's settings and secrets as the channels of WeChat's platforms read them; what is not set is empty. An unknown mode counts as
 * {@link EncryptionMode#SECURE}, the one that lets the least in.
 *
 * @param appId 开发者ID(AppID)
 * @param mode how WeChat sends messages
 * @param checkTimestamp whether old calls are refused
 * @param apiBaseUrl where WeChat's API is, without a slash at the end
 * @param appSecret 开发者密码(AppSecret)
 * @param token 令牌(Token)
 * @param encodingAesKey 消息加解密密钥(EncodingAESKey)
 */
public record AccountSettings(
        String appId,
        EncryptionMode mode,
        boolean checkTimestamp,
        String apiBaseUrl,
        String appSecret,
        String token,
        String encodingAesKey) {

    public static final String APP_ID = "appId";
    public static final String MODE = "mode";
    public static final String CHECK_TIMESTAMP = "checkTimestamp";
    public static final String API_BASE_URL = "apiBaseUrl";
    public static final String APP_SECRET = "appSecret";
    public static final String TOKEN = "token";
    public static final String ENCODING_AES_KEY = "encodingAesKey";

    /** Where WeChat's API is. */
    public static final String DEFAULT_API_BASE_URL = "https://api.weixin.qq.com";

    /** Reads the account. */
    public static AccountSettings of(ChannelAccount account) {
        return new AccountSettings(
                account.setting(APP_ID).orElse(""),
                account.setting(MODE).flatMap(EncryptionMode::of).orElse(EncryptionMode.SECURE),
                !account.setting(CHECK_TIMESTAMP).equals(Optional.of("false")),
                withoutSlash(account.setting(API_BASE_URL).orElse(DEFAULT_API_BASE_URL)),
                account.secret(APP_SECRET).orElse(""),
                account.secret(TOKEN).orElse(""),
                account.secret(ENCODING_AES_KEY).orElse(""));
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /** Leaves secrets out: records end up in logs. */
    @Override
    public String toString() {
        return "AccountSettings[" + appId + " " + mode + "]";
    }
}
