package io.keshu.channels.sandbox.start;

import io.keshu.channels.sandbox.SandboxServer;
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
        super(NAME, properties(server.url(), account.settings()));
        this.server = server;
        this.account = account;
        this.lock = lock;
    }

    private static Map<String, Object> properties(String url, AccountSettings account) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("keshu.sandbox.url", url);
        // The sandbox's own servers are on this machine; further accounts may be made for them by hand.
        properties.put("keshu.channels.addresses.private-allowed", true);
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
        return properties;
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
