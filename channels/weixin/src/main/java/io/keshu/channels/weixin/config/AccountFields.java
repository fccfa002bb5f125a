package io.keshu.channels.weixin.config;

import io.keshu.channels.api.AccountDescriptor.Field;
import io.keshu.channels.api.AccountDescriptor.Kind;
import io.keshu.channels.api.AccountDescriptor.RequiredWhen;
import java.util.List;

/** The fields that accounts on all of WeChat's platforms have. */
public final class AccountFields {

    private AccountFields() {}

    /** Who the account is, and how WeChat calls the hub for it, in the order in which they are filled in. */
    public static List<Field> identity() {
        return List.of(
                new Field(AccountSettings.APP_ID, Kind.TEXT, true, "wx[0-9a-f]{16}", List.of(), null),
                secret(AccountSettings.APP_SECRET, "[0-9A-Za-z_-]{8,64}"),
                secret(AccountSettings.TOKEN, "[0-9A-Za-z]{3,32}"),
                new Field(
                        AccountSettings.MODE,
                        Kind.CHOICE,
                        true,
                        null,
                        EncryptionMode.settings(),
                        EncryptionMode.SECURE.setting()),
                new Field(
                        AccountSettings.ENCODING_AES_KEY,
                        Kind.SECRET,
                        false,
                        "[0-9A-Za-z]{43}",
                        List.of(),
                        null,
                        new RequiredWhen(
                                AccountSettings.MODE,
                                List.of(EncryptionMode.COMPAT.setting(), EncryptionMode.SECURE.setting()))),
                onOff(AccountSettings.CHECK_TIMESTAMP));
    }

    /** Where WeChat's API is. */
    public static Field apiBaseUrl() {
        return new Field(
                AccountSettings.API_BASE_URL,
                Kind.ADDRESS,
                true,
                "https?://[^\\s/?#]+[^\\s?#]*",
                List.of(),
                AccountSettings.DEFAULT_API_BASE_URL);
    }

    /** A switch that is on unless switched off. */
    public static Field onOff(String name) {
        return new Field(name, Kind.SWITCH, false, null, List.of(), "true");
    }

    private static Field secret(String name, String pattern) {
        return new Field(name, Kind.SECRET, true, pattern, List.of(), null);
    }
}
