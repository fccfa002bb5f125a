package io.keshu.channels.email.config;

import io.keshu.channels.api.ChannelAccount;

/**
 * One mailbox's settings and secrets as this channel reads them; what is not set is empty.
 *
 * @param address the mailbox's own, in small letters
 * @param senderName what customers read before it
 * @param folder what is read
 * @param signature below everything that is written
 */
public record AccountSettings(
        String address,
        String senderName,
        ServerAddress imap,
        ServerAddress smtp,
        String username,
        String password,
        String folder,
        String signature) {

    public static final String ADDRESS = "address";
    public static final String SENDER_NAME = "senderName";
    public static final String IMAP_HOST = "imapHost";
    public static final String IMAP_PORT = "imapPort";
    public static final String IMAP_SECURITY = "imapSecurity";
    public static final String SMTP_HOST = "smtpHost";
    public static final String SMTP_PORT = "smtpPort";
    public static final String SMTP_SECURITY = "smtpSecurity";
    public static final String USERNAME = "username";
    public static final String PASSWORD = "password";
    public static final String FOLDER = "folder";
    public static final String SIGNATURE = "signature";

    static final String DEFAULT_FOLDER = "INBOX";
    static final int IMAPS = 993;
    static final int SMTPS = 465;

    /** Reads the account. */
    public static AccountSettings of(ChannelAccount account) {
        String address = account.setting(ADDRESS).orElse("").strip().toLowerCase(java.util.Locale.ROOT);
        return new AccountSettings(
                address,
                account.setting(SENDER_NAME).orElse(account.name()),
                server(account, IMAP_HOST, IMAP_PORT, IMAP_SECURITY, IMAPS),
                server(account, SMTP_HOST, SMTP_PORT, SMTP_SECURITY, SMTPS),
                account.setting(USERNAME).orElse(address),
                account.secret(PASSWORD).orElse(""),
                account.setting(FOLDER).orElse(DEFAULT_FOLDER),
                account.setting(SIGNATURE).orElse(""));
    }

    private static ServerAddress server(
            ChannelAccount account, String host, String port, String security, int defaultPort) {
        return new ServerAddress(
                account.setting(host).orElse(""),
                account.setting(port).map(AccountSettings::port).orElse(defaultPort),
                account.setting(security).flatMap(Security::of).orElse(Security.TLS));
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
