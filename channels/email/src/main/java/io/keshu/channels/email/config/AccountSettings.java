package io.keshu.channels.email.config;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One mailbox's settings and secrets as this channel reads them; what is not set is empty.
 *
 * @param address the mailbox's own, in small letters
 * @param senderName what customers read before it
 * @param grant signs in in place of the password; null if the password does
 * @param folder what is read
 * @param signature below everything that is written
 */
public record AccountSettings(
        ChannelAccountId id,
        String address,
        String senderName,
        ServerAddress imap,
        ServerAddress smtp,
        String username,
        String password,
        @Nullable OAuthGrant grant,
        String folder,
        String signature) {

    public static final String ADDRESS = "address";
    public static final String SENDER_NAME = "senderName";
    public static final String SIGN_IN = "signIn";
    public static final String IMAP_HOST = "imapHost";
    public static final String IMAP_PORT = "imapPort";
    public static final String IMAP_SECURITY = "imapSecurity";
    public static final String SMTP_HOST = "smtpHost";
    public static final String SMTP_PORT = "smtpPort";
    public static final String SMTP_SECURITY = "smtpSecurity";
    public static final String USERNAME = "username";
    public static final String PASSWORD = "password";
    public static final String CLIENT_ID = "clientId";
    public static final String CLIENT_SECRET = "clientSecret";
    public static final String REFRESH_TOKEN = "refreshToken";
    public static final String TOKEN_ENDPOINT = "tokenEndpoint";
    public static final String FOLDER = "folder";
    public static final String SIGNATURE = "signature";

    static final String DEFAULT_FOLDER = "INBOX";
    static final int IMAPS = 993;
    static final int SMTPS = 465;

    /** Reads the account. */
    public static AccountSettings of(ChannelAccount account) {
        String address = account.setting(ADDRESS).orElse("").strip().toLowerCase(Locale.ROOT);
        SignIn signIn = account.setting(SIGN_IN).flatMap(SignIn::of).orElse(SignIn.PASSWORD);
        return new AccountSettings(
                account.id(),
                address,
                account.setting(SENDER_NAME).orElse(account.name()),
                server(account, signIn.imap(), IMAP_HOST, IMAP_PORT, IMAP_SECURITY, IMAPS),
                server(account, signIn.smtp(), SMTP_HOST, SMTP_PORT, SMTP_SECURITY, SMTPS),
                account.setting(USERNAME).orElse(address),
                account.secret(PASSWORD).orElse(""),
                signIn == SignIn.PASSWORD ? null : grant(account, signIn),
                account.setting(FOLDER).orElse(DEFAULT_FOLDER),
                account.setting(SIGNATURE).orElse(""));
    }

    private static ServerAddress server(
            ChannelAccount account,
            Optional<ServerAddress> preset,
            String host,
            String port,
            String security,
            int defaultPort) {
        Optional<String> named = account.setting(host);
        if (named.isEmpty() && preset.isPresent()) {
            return preset.get();
        }
        return new ServerAddress(
                named.orElse(""),
                account.setting(port).map(AccountSettings::port).orElse(defaultPort),
                account.setting(security).flatMap(Security::of).orElse(Security.TLS));
    }

    private static OAuthGrant grant(ChannelAccount account, SignIn signIn) {
        return new OAuthGrant(
                endpoint(account.setting(TOKEN_ENDPOINT).orElse(signIn.tokenEndpoint())),
                account.setting(CLIENT_ID).orElse(""),
                account.secret(CLIENT_SECRET).orElse(""),
                account.secret(REFRESH_TOKEN).orElse(""));
    }

    /** The form lets nothing else through; what was written past it leads nowhere. */
    private static URI endpoint(String value) {
        try {
            return new URI(value);
        } catch (URISyntaxException e) {
            return URI.create("");
        }
    }

    /** The form lets nothing else through; what was written past it names no port. */
    private static int port(String value) {
        return value.matches("[0-9]{1,5}") ? Integer.parseInt(value) : -1;
    }

    /** Leaves secrets out: records end up in logs. */
    @Override
    public String toString() {
        return "AccountSettings[" + address + "]";
    }
}
