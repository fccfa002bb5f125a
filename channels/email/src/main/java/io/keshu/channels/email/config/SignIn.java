package io.keshu.channels.email.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How the hub proves that it may use a mailbox. The providers' own servers and token endpoints are those of
 * https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth
 * and https://developers.google.com/workspace/gmail/imap/xoauth2-protocol.
 */
public enum SignIn {
    PASSWORD("", "", "", 0, Security.TLS),
    MICROSOFT(
            "https://login.microsoftonline.com/common/oauth2/v2.0/token",
            "outlook.office365.com",
            "smtp.office365.com",
            587,
            Security.STARTTLS),
    GOOGLE(
            "https://oauth2.googleapis.com/token",
            "imap.gmail.com",
            "smtp.gmail.com",
            AccountSettings.SMTPS,
            Security.TLS),
    /** OAuth2 with any other provider. */
    OAUTH("", "", "", 0, Security.TLS);

    private final String tokenEndpoint;
    private final String imapHost;
    private final String smtpHost;
    private final int smtpPort;
    private final Security smtpSecurity;

    SignIn(String tokenEndpoint, String imapHost, String smtpHost, int smtpPort, Security smtpSecurity) {
        this.tokenEndpoint = tokenEndpoint;
        this.imapHost = imapHost;
        this.smtpHost = smtpHost;
        this.smtpPort = smtpPort;
        this.smtpSecurity = smtpSecurity;
    }

    /** As accounts are configured with it. */
    public String setting() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<SignIn> of(String setting) {
        return Arrays.stream(values())
                .filter(one -> one.setting().equals(setting))
                .findFirst();
    }

    static List<String> settings(SignIn... some) {
        return Arrays.stream(some).map(SignIn::setting).toList();
    }

    /** The provider's own, taken unless the account names another; empty if there is none. */
    String tokenEndpoint() {
        return tokenEndpoint;
    }

    /** The provider's own, taken unless the account names another. */
    Optional<ServerAddress> imap() {
        return imapHost.isEmpty()
                ? Optional.empty()
                : Optional.of(new ServerAddress(imapHost, AccountSettings.IMAPS, Security.TLS));
    }

    /** The provider's own, taken unless the account names another. */
    Optional<ServerAddress> smtp() {
        return smtpHost.isEmpty() ? Optional.empty() : Optional.of(new ServerAddress(smtpHost, smtpPort, smtpSecurity));
    }
}
