package io.keshu.channels.email.config;

import io.keshu.channels.api.AccountDescriptor;
import io.keshu.channels.api.AccountDescriptor.Field;
import io.keshu.channels.api.AccountDescriptor.Kind;
import io.keshu.channels.api.AccountDescriptor.RequiredWhen;
import io.keshu.channels.api.ChannelType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The form that the console draws for a mailbox. No field takes a line break: values become headers. */
public final class AccountForm {

    private static final String HOST = "[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?";
    private static final String PORT = "[1-9][0-9]{0,4}";
    private static final String ADDRESS = "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,120}";

    /** Secrets go there; in the clear on this machine alone. */
    private static final String ENDPOINT = "https://[^\\s\\p{Cntrl}]{3,500}"
            + "|http://(localhost|127(\\.[0-9]{1,3}){3}|\\[::1\\])(:[0-9]{1,5})?(/[^\\s\\p{Cntrl}]{0,300})?";

    private static final List<String> BY_CONSENT = SignIn.settings(SignIn.MICROSOFT, SignIn.GOOGLE, SignIn.OAUTH);

    /** There the servers have to be named. */
    private static final List<String> ANYWHERE = SignIn.settings(SignIn.PASSWORD, SignIn.OAUTH);

    private AccountForm() {}

    /** The account's fields in the order in which they are filled in. */
    public static AccountDescriptor describe(ChannelType type) {
        return new AccountDescriptor(
                type,
                false,
                List.of(
                        text(AccountSettings.ADDRESS, true, ADDRESS, null),
                        text(AccountSettings.SENDER_NAME, false, "[^\\p{Cntrl}]{0,100}", null),
                        new Field(
                                AccountSettings.SIGN_IN,
                                Kind.CHOICE,
                                true,
                                null,
                                SignIn.settings(SignIn.values()),
                                SignIn.PASSWORD.setting()),
                        host(AccountSettings.IMAP_HOST),
                        text(AccountSettings.IMAP_PORT, true, PORT, Integer.toString(AccountSettings.IMAPS)),
                        security(AccountSettings.IMAP_SECURITY),
                        host(AccountSettings.SMTP_HOST),
                        text(AccountSettings.SMTP_PORT, true, PORT, Integer.toString(AccountSettings.SMTPS)),
                        security(AccountSettings.SMTP_SECURITY),
                        text(AccountSettings.USERNAME, false, "[^\\p{Cntrl}]{1,200}", null),
                        secret(AccountSettings.PASSWORD, 500, SignIn.settings(SignIn.PASSWORD)),
                        when(AccountSettings.CLIENT_ID, Kind.TEXT, "[^\\s\\p{Cntrl}]{1,300}", BY_CONSENT),
                        secret(AccountSettings.CLIENT_SECRET, 500, SignIn.settings(SignIn.GOOGLE)),
                        secret(AccountSettings.REFRESH_TOKEN, 4000, BY_CONSENT),
                        when(AccountSettings.TOKEN_ENDPOINT, Kind.ADDRESS, ENDPOINT, SignIn.settings(SignIn.OAUTH)),
                        text(AccountSettings.FOLDER, true, "[^\\p{Cntrl}]{1,200}", AccountSettings.DEFAULT_FOLDER),
                        text(AccountSettings.SIGNATURE, false, "[^\\p{Cntrl}]{0,500}", null)));
    }

    private static Field text(String name, boolean required, String pattern, @Nullable String defaultValue) {
        return new Field(name, Kind.TEXT, required, pattern, List.of(), defaultValue);
    }

    /** The password is told to whoever answers there. */
    private static Field host(String name) {
        return when(name, Kind.ADDRESS, HOST, ANYWHERE);
    }

    private static Field secret(String name, int longest, List<String> signIns) {
        return when(name, Kind.SECRET, "[^\\p{Cntrl}]{1," + longest + "}", signIns);
    }

    private static Field when(String name, Kind kind, String pattern, List<String> signIns) {
        return new Field(
                name, kind, false, pattern, List.of(), null, new RequiredWhen(AccountSettings.SIGN_IN, signIns));
    }

    private static Field security(String name) {
        return new Field(name, Kind.CHOICE, true, null, Security.settings(), Security.TLS.setting());
    }
}
