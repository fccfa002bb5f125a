package io.keshu.channels.sms.config;

import io.keshu.channels.api.AccountDescriptor;
import io.keshu.channels.api.AccountDescriptor.Field;
import io.keshu.channels.api.AccountDescriptor.Kind;
import io.keshu.channels.api.ChannelType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The forms that the console draws for the accounts. */
public final class AccountForms {

    private static final String URL = "https?://[^\\s/?#]+[^\\s?#]*";
    private static final String SIGNATURE = "[^\\p{Cntrl}【】]{1,20}";

    private AccountForms() {}

    /** An SMSC. The lengths are those of SMPP 3.4, 4.1. */
    public static AccountDescriptor smpp(ChannelType type) {
        return new AccountDescriptor(
                type,
                false,
                List.of(
                        address(SmppSettings.HOST, "[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?", null),
                        address(SmppSettings.PORT, "[1-9][0-9]{0,4}", SmppSettings.DEFAULT_PORT),
                        onOff(SmppSettings.TLS, false),
                        text(SmppSettings.SYSTEM_ID, true, "[!-~]{1,15}", null),
                        secret(SmppSettings.PASSWORD, "[!-~]{1,8}"),
                        text(SmppSettings.SYSTEM_TYPE, false, "[!-~]{1,12}", null),
                        choice(SmppSettings.BIND, List.of(SmppSettings.TRANSCEIVER, SmppSettings.PAIR)),
                        text(SmppSettings.NUMBER, false, "\\+?[0-9]{2,20}|[0-9A-Za-z .&-]{2,11}", null),
                        text(SmppSettings.REGION, true, "[A-Z]{2}", SmppSettings.DEFAULT_REGION),
                        choice(SmppSettings.ALPHABET, Alphabet.settings()),
                        choice(SmppSettings.RECEIPT_IDS, ReceiptIds.settings()),
                        onOff(SmppSettings.EVERY_NODE, true)));
    }

    /** Aliyun. */
    public static AccountDescriptor aliyun(ChannelType type) {
        return new AccountDescriptor(
                type,
                true,
                List.of(
                        text(CloudSettings.ACCESS_KEY_ID, true, "[0-9A-Za-z]{8,64}", null),
                        secret(CloudSettings.ACCESS_KEY_SECRET, "[!-~]{8,128}"),
                        text(CloudSettings.SIGN_NAME, true, SIGNATURE, null),
                        secret(CloudSettings.CALLBACK_TOKEN, "[0-9A-Za-z_-]{16,64}"),
                        text(CloudSettings.ALLOWED, false, AddressList.FORM, null),
                        address(CloudSettings.API_BASE_URL, URL, CloudSettings.ALIYUN)));
    }

    /** Tencent Cloud. */
    public static AccountDescriptor tencent(ChannelType type) {
        return new AccountDescriptor(
                type,
                true,
                List.of(
                        text(CloudSettings.SECRET_ID, true, "[0-9A-Za-z]{8,64}", null),
                        secret(CloudSettings.SECRET_KEY, "[!-~]{8,128}"),
                        text(CloudSettings.SDK_APP_ID, true, "[0-9]{4,20}", null),
                        text(CloudSettings.SIGN_NAME, true, SIGNATURE, null),
                        text(CloudSettings.REGION, true, "[a-z]+(-[a-z0-9]+)+", CloudSettings.TENCENT_REGION),
                        secret(CloudSettings.CALLBACK_TOKEN, "[0-9A-Za-z_-]{16,64}"),
                        text(CloudSettings.ALLOWED, false, AddressList.FORM, null),
                        address(CloudSettings.API_BASE_URL, URL, CloudSettings.TENCENT)));
    }

    /** Twilio. */
    public static AccountDescriptor twilio(ChannelType type) {
        return new AccountDescriptor(
                type,
                true,
                List.of(
                        text(CloudSettings.ACCOUNT_SID, true, "AC[0-9a-f]{32}", null),
                        secret(CloudSettings.AUTH_TOKEN, "[0-9A-Za-z]{16,64}"),
                        text(CloudSettings.FROM, true, "\\+[1-9][0-9]{5,14}|[0-9]{3,8}|MG[0-9a-f]{32}", null),
                        text(CloudSettings.STATUS_CALLBACK, false, "https?://[^\\s/?#]+[^\\s]*", null),
                        address(CloudSettings.API_BASE_URL, URL, CloudSettings.TWILIO)));
    }

    private static Field text(String name, boolean required, String pattern, @Nullable String defaultValue) {
        return new Field(name, Kind.TEXT, required, pattern, List.of(), defaultValue);
    }

    private static Field address(String name, String pattern, @Nullable String defaultValue) {
        return new Field(name, Kind.ADDRESS, true, pattern, List.of(), defaultValue);
    }

    private static Field secret(String name, String pattern) {
        return new Field(name, Kind.SECRET, true, pattern, List.of(), null);
    }

    private static Field choice(String name, List<String> options) {
        return new Field(name, Kind.CHOICE, true, null, options, options.get(0));
    }

    private static Field onOff(String name, boolean on) {
        return new Field(name, Kind.SWITCH, false, null, List.of(), Boolean.toString(on));
    }
}
