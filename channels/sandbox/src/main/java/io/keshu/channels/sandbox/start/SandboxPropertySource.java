package io.keshu.channels.sandbox.start;

import io.keshu.channels.sandbox.SandboxServer;
import io.keshu.channels.sandbox.shop.Shop;
import io.keshu.channels.sandbox.world.Account;
import io.keshu.channels.sandbox.world.AccountSettings;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.MapPropertySource;

/** What the hub is told of a sandbox, and the sandbox itself. */
final class SandboxPropertySource extends MapPropertySource {

    static final String NAME = "keshuSandbox";

    /** The key of the account, as it stands in the webhook's address. */
    static final String ACCOUNT_KEY = "sandbox";

    private static final String ACCOUNT = "keshu.channels.accounts.sandbox.";
    private static final String SHOP = "keshu.channels.accounts.sandbox-shop.";
    private static final String SHOP_NAME = "沙盒商店";

    private final SandboxServer server;
    private final Account account;
    private final FolderLock lock;
    private final AtomicBoolean ended = new AtomicBoolean();

    SandboxPropertySource(SandboxServer server, Account account, @Nullable Shop shop, FolderLock lock) {
        super(NAME, properties(server.url(), account.settings(), shop));
        this.server = server;
        this.account = account;
        this.lock = lock;
    }

    private static Map<String, Object> properties(String url, AccountSettings account, @Nullable Shop shop) {
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
        if (shop != null) {
            shop(properties, url, shop);
        }
        return properties;
    }

    /** The deployment of the shop's page, which browsers know by either of this machine's names. */
    private static void shop(Map<String, Object> properties, String url, Shop shop) {
        properties.put(SHOP + "type", "web");
        properties.put(SHOP + "key", Shop.DEPLOYMENT);
        properties.put(SHOP + "name", SHOP_NAME);
        properties.put(SHOP + "settings.origins", url + "\n" + url.replace("127.0.0.1", "localhost"));
        properties.put(SHOP + "settings.apps", "true");
        properties.put(SHOP + "settings.name", "栖禾家居");
        properties.put(SHOP + "settings.colour", "#2c5e58");
        properties.put(SHOP + "settings.greeting", "您好，想了解什么？直接说就行。");
        properties.put(SHOP + "settings.greetingEn", "Hello! What would you like to know?");
        properties.put(SHOP + "settings.groups", "sales | 售前咨询\nservice | 售后服务");
        properties.put(SHOP + "secrets.memberSecret", shop.memberSecret());
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
