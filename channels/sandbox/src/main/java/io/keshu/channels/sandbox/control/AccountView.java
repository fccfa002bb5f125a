package io.keshu.channels.sandbox.control;

import io.keshu.channels.sandbox.world.Account;
import io.keshu.channels.sandbox.world.AccountSettings;
import io.keshu.channels.sandbox.world.PushMode;
import org.jspecify.annotations.Nullable;

/** An account without its secrets. */
record AccountView(
        String appId,
        String name,
        String originalId,
        PushMode mode,
        @Nullable String webhookUrl,
        boolean checkQuota,
        int followers) {

    static AccountView of(Account account) {
        AccountSettings settings = account.settings();
        return new AccountView(
                settings.appId(),
                settings.name(),
                settings.originalId(),
                settings.mode(),
                settings.webhookUrl(),
                settings.checkQuota(),
                account.followers().size());
    }
}
