package io.keshu.channels.sandbox.start;

import io.keshu.channels.sandbox.SandboxServer;
import io.keshu.channels.sandbox.sms.SmsCenter;
import io.keshu.channels.sandbox.sms.SmsTown;
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

    private static final String ACCOUNT = "keshu.channels.accounts.sandbox.";

    private final SandboxServer server;
    private final Account account;
    private final FolderLock lock;
    private final AtomicBoolean ended = new AtomicBoolean();

    SandboxPropertySource(SandboxServer server, Account account, FolderLock lock) {
        super(NAME, properties(server, account.settings()));
        this.server = server;
        this.account = account;
        this.lock = lock;
    }

    private static Map<String, Object> properties(SandboxServer server, AccountSettings account) {
        String url = server.url();
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("keshu.sandbox.url", url);
        properties.put("keshu.start-message.addresses.sandbox.label", "沙盒 Sandbox");
        properties.put("keshu.start-message.addresses.sandbox.url", url);
        properties.put(ACCOUNT + "type", "wechat");
        properties.put(ACCOUNT + "key", ACCOUNT_KEY);
        properties.put(ACCOUNT + "name", account.name());
        properties.put(ACCOUNT + "settings.appId", account.appId());
        properties.put(ACCOUNT + "settings.mode", account.mode().name().toLowerCase(Locale.ROOT));
        properties.put(ACCOUNT + "settings.apiBaseUrl", url);
        properties.put(ACCOUNT + "secrets.appSecret", account.secret());
        properties.put(ACCOUNT + "secrets.token", account.token());
        properties.put(ACCOUNT + "secrets.encodingAesKey", account.encodingAesKey());
        declareSms(properties, server.sms());
        return properties;
    }

    private static void declareSms(Map<String, Object> properties, SmsCenter center) {
        String prefix = "keshu.channels.accounts.sandbox-sms.";
        properties.put(prefix + "type", "sms-smpp");
        properties.put(prefix + "key", ACCOUNT_KEY);
        properties.put(prefix + "name", "沙盒短信");
        properties.put(prefix + "settings.host", "127.0.0.1");
        properties.put(prefix + "settings.port", Integer.toString(center.port()));
        properties.put(prefix + "settings.systemId", SmsCenter.SYSTEM_ID);
        properties.put(prefix + "settings.number", SmsTown.COMPANY);
        properties.put(prefix + "secrets.password", center.password());
    }

    SandboxServer server() {
        return server;
    }

    Account account() {
        return account;
    }

    /** Ends the sandbox. Any further call does nothing. */
    void end() {
        if (ended.compareAndSet(false, true)) {
            server.close();
            lock.close();
        }
    }
}
