package io.keshu.channels.sandbox.start;

import io.keshu.channels.sandbox.mail.MailTown;
import io.keshu.channels.sandbox.mini.MiniPrograms;
import io.keshu.channels.sandbox.shop.Shop;
import io.keshu.channels.sandbox.world.AccountSettings;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The hub's accounts that parts of the sandbox stand opposite, as properties that declare them to the hub. */
final class DeclaredAccounts {

    /** The key of the first accounts, as it stands in their webhooks' addresses. */
    static final String KEY = "sandbox";

    private final Map<String, Object> properties = new LinkedHashMap<>();
    private final String url;

    /** @param url the sandbox's */
    DeclaredAccounts(String url) {
        this.url = url;
    }

    Map<String, Object> properties() {
        return Map.copyOf(properties);
    }

    DeclaredAccounts official(AccountSettings account) {
        return wechat("sandbox", "wechat", account, url);
    }

    DeclaredAccounts miniProgram(AccountSettings account, MiniPrograms mini) {
        return wechat("sandbox-mini", "miniprogram", account, mini.apiUrl(url));
    }

    private DeclaredAccounts wechat(String name, String type, AccountSettings account, String api) {
        declare(
                name,
                type,
                KEY,
                account.name(),
                Map.of(
                        "appId",
                        account.appId(),
                        "mode",
                        account.mode().name().toLowerCase(Locale.ROOT),
                        "apiBaseUrl",
                        api),
                Map.of(
                        "appSecret",
                        account.secret(),
                        "token",
                        account.token(),
                        "encodingAesKey",
                        account.encodingAesKey()));
        return this;
    }

    DeclaredAccounts mailbox(MailTown mail) {
        declare(
                "sandbox-mail",
                "email",
                "sandbox-mail",
                "沙盒邮箱",
                Map.of(
                        "address",
                        MailTown.COMPANY,
                        "imapHost",
                        mail.host(),
                        "imapPort",
                        Integer.toString(mail.imapPort()),
                        "imapSecurity",
                        "none",
                        "smtpHost",
                        mail.host(),
                        "smtpPort",
                        Integer.toString(mail.smtpPort()),
                        "smtpSecurity",
                        "none"),
                Map.of("password", mail.password()));
        return this;
    }

    /** The deployment of the shop's page, which browsers know by either of this machine's names. */
    DeclaredAccounts shop(@Nullable Shop shop) {
        if (shop != null) {
            declare(
                    "sandbox-shop",
                    "web",
                    Shop.DEPLOYMENT,
                    "沙盒商店",
                    Map.of(
                            "origins",
                            url + "\n" + url.replace("127.0.0.1", "localhost"),
                            "apps",
                            "true",
                            "name",
                            "栖禾家居",
                            "colour",
                            "#2c5e58",
                            "greeting",
                            "您好，想了解什么？直接说就行。",
                            "greetingEn",
                            "Hello! What would you like to know?",
                            "groups",
                            "sales | 售前咨询\nservice | 售后服务"),
                    Map.of("memberSecret", shop.memberSecret()));
        }
        return this;
    }

    private void declare(
            String name,
            String type,
            String key,
            String title,
            Map<String, String> settings,
            Map<String, String> secrets) {
        String prefix = "keshu.channels.accounts." + name + ".";
        properties.put(prefix + "type", type);
        properties.put(prefix + "key", key);
        properties.put(prefix + "name", title);
        settings.forEach((field, value) -> properties.put(prefix + "settings." + field, value));
        secrets.forEach((field, value) -> properties.put(prefix + "secrets." + field, value));
    }
}
