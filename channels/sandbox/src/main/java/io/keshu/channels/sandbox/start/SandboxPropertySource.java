package io.keshu.channels.sandbox.start;

import io.keshu.channels.sandbox.SandboxServer;
import io.keshu.channels.sandbox.world.Account;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.core.env.MapPropertySource;

/** What the hub is told of a sandbox, and the sandbox itself. */
final class SandboxPropertySource extends MapPropertySource {

    static final String NAME = "keshuSandbox";

    private final SandboxServer server;
    private final Account account;
    private final Account mini;
    private final FolderLock lock;
    private final AtomicBoolean ended = new AtomicBoolean();

    SandboxPropertySource(
            SandboxServer server, Account account, Account mini, DeclaredAccounts accounts, FolderLock lock) {
        super(NAME, properties(server.url(), accounts));
        this.server = server;
        this.account = account;
        this.mini = mini;
        this.lock = lock;
    }

    private static Map<String, Object> properties(String url, DeclaredAccounts accounts) {
        Map<String, Object> properties = new LinkedHashMap<>(accounts.properties());
        properties.put("keshu.sandbox.url", url);
        // The sandbox's own servers are on this machine; further accounts may be made for them by hand.
        properties.put("keshu.channels.addresses.private-allowed", true);
        properties.put("keshu.start-message.addresses.sandbox.label", "沙盒 Sandbox");
        properties.put("keshu.start-message.addresses.sandbox.url", url);
        return properties;
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
