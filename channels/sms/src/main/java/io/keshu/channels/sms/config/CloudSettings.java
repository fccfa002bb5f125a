package io.keshu.channels.sms.config;

import io.keshu.channels.api.ChannelAccount;
import java.net.URI;

/**
 * One account at a provider that is called over HTTP; what is not set is empty.
 *
 * @param keyId names the key
 * @param key signs the calls, and at Twilio the provider's calls as well
 * @param application the provider's application, where it has any
 * @param sender the signature before the text, or the number that customers see
 * @param region where the provider handles it, where it asks
 * @param base the provider's interface, without a slash at the end
 * @param callbackToken what the provider's calls show in their query
 * @param callback where the provider is told to report, where each message says so
 * @param allowed addresses from which the provider may call; empty for any
 */
public record CloudSettings(
        String keyId,
        String key,
        String application,
        String sender,
        String region,
        URI base,
        String callbackToken,
        String callback,
        AddressList allowed) {

    public static final String ACCESS_KEY_ID = "accessKeyId";
    public static final String ACCESS_KEY_SECRET = "accessKeySecret";
    public static final String SECRET_ID = "secretId";
    public static final String SECRET_KEY = "secretKey";
    public static final String SDK_APP_ID = "sdkAppId";
    public static final String REGION = "region";
    public static final String ACCOUNT_SID = "accountSid";
    public static final String AUTH_TOKEN = "authToken";
    public static final String FROM = "from";
    public static final String SIGN_NAME = "signName";
    public static final String API_BASE_URL = "apiBaseUrl";
    public static final String CALLBACK_TOKEN = "callbackToken";
    public static final String STATUS_CALLBACK = "statusCallback";
    public static final String ALLOWED = "allowedAddresses";
    static final String ALIYUN = "https://dysmsapi.aliyuncs.com";
    static final String TENCENT = "https://sms.tencentcloudapi.com";
    static final String TENCENT_REGION = "ap-guangzhou";
    static final String TWILIO = "https://api.twilio.com";

    /** Reads an account at Aliyun. */
    public static CloudSettings aliyun(ChannelAccount account) {
        return new CloudSettings(
                account.setting(ACCESS_KEY_ID).orElse(""),
                account.secret(ACCESS_KEY_SECRET).orElse(""),
                "",
                account.setting(SIGN_NAME).orElse(""),
                "",
                base(account, ALIYUN),
                account.secret(CALLBACK_TOKEN).orElse(""),
                "",
                AddressList.parse(account.setting(ALLOWED).orElse("")));
    }

    /** Reads an account at Tencent Cloud. */
    public static CloudSettings tencent(ChannelAccount account) {
        return new CloudSettings(
                account.setting(SECRET_ID).orElse(""),
                account.secret(SECRET_KEY).orElse(""),
                account.setting(SDK_APP_ID).orElse(""),
                account.setting(SIGN_NAME).orElse(""),
                account.setting(REGION).orElse(TENCENT_REGION),
                base(account, TENCENT),
                account.secret(CALLBACK_TOKEN).orElse(""),
                "",
                AddressList.parse(account.setting(ALLOWED).orElse("")));
    }

    /** Reads an account at Twilio. */
    public static CloudSettings twilio(ChannelAccount account) {
        return new CloudSettings(
                account.setting(ACCOUNT_SID).orElse(""),
                account.secret(AUTH_TOKEN).orElse(""),
                "",
                account.setting(FROM).orElse(""),
                "",
                base(account, TWILIO),
                "",
                account.setting(STATUS_CALLBACK).orElse(""),
                AddressList.ANY);
    }

    private static URI base(ChannelAccount account, String usual) {
        String url = account.setting(API_BASE_URL).orElse(usual);
        return URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
    }

    /** Leaves secrets out: records end up in logs. */
    @Override
    public String toString() {
        return "CloudSettings[" + keyId + "@" + base.getHost() + "]";
    }
}
