package io.keshu.channels.email.config;

import io.keshu.channels.api.AccountDescriptor;
import io.keshu.channels.api.AccountDescriptor.Field;
import io.keshu.channels.api.AccountDescriptor.Kind;
import io.keshu.channels.api.ChannelType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The form that the console draws for a mailbox. No field takes a line break: values become headers. */
public final class AccountForm {

    private static final String HOST = "[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?";
    private static final String PORT = "[1-9][0-9]{0,4}";
    private static final String ADDRESS = "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,120}";

    private AccountForm() {}

    /** The account's fields in the order in which they are filled in. */
    public static AccountDescriptor describe(ChannelType type) {
        return new AccountDescriptor(
                type,
                false,
                List.of(
                        text(AccountSettings.ADDRESS, true, ADDRESS, null),
                        text(AccountSettings.SENDER_NAME, false, "[^\\p{Cntrl}]{0,100}", null),
                        text(AccountSettings.IMAP_HOST, true, HOST, null),
                        text(AccountSettings.IMAP_PORT, true, PORT, Integer.toString(AccountSettings.IMAPS)),
                        security(AccountSettings.IMAP_SECURITY),
                        text(AccountSettings.SMTP_HOST, true, HOST, null),
                        text(AccountSettings.SMTP_PORT, true, PORT, Integer.toString(AccountSettings.SMTPS)),
                        security(AccountSettings.SMTP_SECURITY),
                        text(AccountSettings.USERNAME, false, "[^\\p{Cntrl}]{1,200}", null),
                        new Field(AccountSettings.PASSWORD, Kind.SECRET, true, "[^\\p{Cntrl}]{1,500}", List.of(), null),
                        text(AccountSettings.FOLDER, true, "[^\\p{Cntrl}]{1,200}", AccountSettings.DEFAULT_FOLDER),
                        text(AccountSettings.SIGNATURE, false, "[^\\p{Cntrl}]{0,500}", null)));
    }

    private static Field text(String name, boolean required, String pattern, @Nullable String defaultValue) {
        return new Field(name, Kind.TEXT, required, pattern, List.of(), defaultValue);
    }

    private static Field security(String name) {
        return new Field(name, Kind.CHOICE, true, null, Security.settings(), Security.TLS.setting());
    }
}
