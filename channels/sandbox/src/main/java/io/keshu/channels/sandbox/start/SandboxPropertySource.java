package io.keshu.channels.sandbox.start;

import io.keshu.channels.sandbox.SandboxServer;
import io.keshu.channels.sandbox.mail.MailTown;
import io.keshu.channels.sandbox.world.Account;
import io.keshu.channels.sandbox.world.AccountSettings;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.core.env.MapPropertySource;

/** What the hub is told of a sandbox, and the sandbox itself. */
final class SandboxPropertySource extends MapPropertySource {

    static final String NAME = "keshuSandbox";

    /** The key of the account, as it stands in the webhook's address. */
    static final String ACCOUNT_KEY = "sandbox";

    private static final String ACCOUNTS = "keshu.channels.accounts.";
    private static final String MAILBOX = ACCOUNTS + "sandbox-mail.";
    private static final String MAILBOX_KEY = "sandbox-mail";
    private static final String MAILBOX_NAME = "沙盒邮箱";

    private final SandboxServer server;
    private final Account account;
    private final Account mini;
    private final FolderLock lock;
    private final AtomicBoolean ended = new AtomicBoolean();

    SandboxPropertySource(SandboxServer server, Account account, Account mini, MailTown mail, FolderLock lock) {
        super(NAME, properties(server, account.settings(), mini.settings(), mail));
        this.server = server;
        this.account = account;
        this.mini = mini;
        this.lock = lock;
    }

    private static Map<String, Object> properties(
            SandboxServer server, AccountSettings account, AccountSettings mini, MailTown mail) {
        String url = server.url();
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("keshu.sandbox.url", url);
        properties.put("keshu.start-message.addresses.sandbox.label", "沙盒 Sandbox");
        properties.put("keshu.start-message.addresses.sandbox.url", url);
        declare(properties, "sandbox", "wechat", account, url);
        declare(properties, "sandbox-mini", "miniprogram", mini, server.mini().apiUrl(url));
        properties.put(MAILBOX + "type", "email");
        properties.put(MAILBOX + "key", MAILBOX_KEY);
        properties.put(MAILBOX + "name", MAILBOX_NAME);
        properties.put(MAILBOX + "settings.address", MailTown.COMPANY);
        properties.put(MAILBOX + "settings.imapHost", mail.host());
        properties.put(MAILBOX + "settings.imapPort", Integer.toString(mail.imapPort()));
        properties.put(MAILBOX + "settings.imapSecurity", "none");
        properties.put(MAILBOX + "settings.smtpHost", mail.host());
        properties.put(MAILBOX + "settings.smtpPort", Integer.toString(mail.smtpPort()));
        properties.put(MAILBOX + "settings.smtpSecurity", "none");
        properties.put(MAILBOX + "secrets.password", mail.password());
        return properties;
    }

    private static void declare(
            Map<String, Object> properties, String name, String type, AccountSettings account, String api) {
        String prefix = ACCOUNTS + name + ".";
        properties.put(prefix + "type", type);
        properties.put(prefix + "key", ACCOUNT_KEY);
        properties.put(prefix + "name", account.name());
        properties.put(prefix + "settings.appId", account.appId());
        properties.put(prefix + "settings.mode", account.mode().name().toLowerCase(Locale.ROOT));
        properties.put(prefix + "settings.apiBaseUrl", api);
        properties.put(prefix + "secrets.appSecret", account.secret());
        properties.put(prefix + "secrets.token", account.token());
        properties.put(prefix + "secrets.encodingAesKey", account.encodingAesKey());
    }

    SandboxServer server() {
        return server;
    }

    Account account() {
        return account;
    }

    Account mini() {
        return mini;
    }

    /** Ends the sandbox. Any further call does nothing. */
    void end() {
        if (ended.compareAndSet(false, true)) {
            server.close();
            lock.close();
        }
    }
}
