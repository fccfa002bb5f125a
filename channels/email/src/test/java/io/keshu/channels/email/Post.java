package io.keshu.channels.email;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** A mail server with the company's mailbox and a customer's. */
final class Post implements AutoCloseable {

    static final ChannelAccountId ACCOUNT = new ChannelAccountId(3);
    static final String OWN = "service@shop.example";
    static final String CUSTOMER = "anna@example.com";
    static final String PASSWORD = "secret";

    final GreenMail server;
    private final boolean tls;
    private final GreenMailUser own;

    Post() {
        this(false);
    }

    /** @param tls with a certificate that nobody trusts */
    Post(boolean tls) {
        this.tls = tls;
        this.server = new GreenMail(new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", tls ? ServerSetup.PROTOCOL_SMTPS : ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(0, "127.0.0.1", tls ? ServerSetup.PROTOCOL_IMAPS : ServerSetup.PROTOCOL_IMAP)
        });
        server.start();
        own = server.setUser(OWN, OWN, PASSWORD);
        server.setUser(CUSTOMER, CUSTOMER, "hers");
    }

    int imapPort() {
        return (tls ? server.getImaps() : server.getImap()).getPort();
    }

    int smtpPort() {
        return (tls ? server.getSmtps() : server.getSmtp()).getPort();
    }

    /** Changes what the mailbox is opened with, be it a password or an access token. */
    void opensWith(String secret) {
        own.setPassword(secret);
    }

    ChannelAccount account() {
        return account(PASSWORD);
    }

    ChannelAccount account(String password) {
        return account(imapPort(), smtpPort(), tls ? "tls" : "none", Map.of("password", password));
    }

    static ChannelAccount account(int imapPort, int smtpPort, String security, Map<String, String> secrets) {
        return account(imapPort, smtpPort, security, Map.of(), secrets);
    }

    static ChannelAccount account(
            int imapPort, int smtpPort, String security, Map<String, String> more, Map<String, String> secrets) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "address",
                OWN,
                "imapHost",
                "127.0.0.1",
                "imapPort",
                Integer.toString(imapPort),
                "imapSecurity",
                security,
                "smtpHost",
                "127.0.0.1",
                "smtpPort",
                Integer.toString(smtpPort),
                "smtpSecurity",
                security,
                "signature",
                "客服中心 400-000"));
        settings.putAll(more);
        return new ChannelAccount(ACCOUNT, EmailChannel.TYPE, "mail", "客服中心", true, settings, secrets, 1);
    }

    /** Puts a mail into the company's mailbox as it is. */
    void arrives(String raw) {
        arrives(raw, StandardCharsets.UTF_8);
    }

    void arrives(String raw, Charset charset) {
        try {
            own.deliver(new MimeMessage(
                    Session.getInstance(new Properties()),
                    new ByteArrayInputStream(raw.replace("\n", "\r\n").getBytes(charset))));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the customer got. */
    List<MimeMessage> toCustomer() {
        return Arrays.asList(server.getReceivedMessagesForDomain("example.com"));
    }

    /** Gives the folder another numbering, with everything in it. */
    MailFolder inbox() {
        try {
            return server.getManagers().getImapHostManager().getInbox(own);
        } catch (FolderException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
