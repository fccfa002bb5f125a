package io.keshu.channels.wechat.config;

import io.keshu.channels.api.AccountDescriptor;
import io.keshu.channels.api.AccountDescriptor.Field;
import io.keshu.channels.api.AccountDescriptor.Kind;
import io.keshu.channels.api.AccountDescriptor.RequiredWhen;
import io.keshu.channels.api.ChannelType;
import java.util.List;

/** The form that the console draws for an official account. */
public final class AccountForm {

    private AccountForm() {}

    /** The account's fields in the order in which they are filled in. */
    public static AccountDescriptor describe(ChannelType type) {
        return new AccountDescriptor(
                type,
                true,
                List.of(
                        text(AccountSettings.APP_ID, "wx[0-9a-f]{16}"),
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
                        onOff(AccountSettings.CHECK_TIMESTAMP),
                        onOff(AccountSettings.PASSIVE_REPLY),
                        new Field(
                                AccountSettings.API_BASE_URL,
                                Kind.ADDRESS,
                                true,
                                "https?://[^\\s/?#]+[^\\s?#]*",
                                List.of(),
                                AccountSettings.DEFAULT_API_BASE_URL)));
    }

    private static Field text(String name, String pattern) {
        return new Field(name, Kind.TEXT, true, pattern, List.of(), null);
    }

    private static Field secret(String name, String pattern) {
        return new Field(name, Kind.SECRET, true, pattern, List.of(), null);
    }

    private static Field onOff(String name) {
        return new Field(name, Kind.SWITCH, false, null, List.of(), "true");
    }
}
