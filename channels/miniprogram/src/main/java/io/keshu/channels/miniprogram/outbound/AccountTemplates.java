package io.keshu.channels.miniprogram.outbound;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.TemplateAnswer;
import io.keshu.channels.miniprogram.client.MiniprogramClient;
import io.keshu.channels.weixin.client.ApiAnswer;
import io.keshu.channels.weixin.convert.TemplateText;
import io.keshu.channels.weixin.outbound.Results;
import java.util.List;

/** Accounts' subscribe-message templates. Thread-safe. */
public final class AccountTemplates {

    private final ChannelAccounts accounts;
    private final MiniprogramClient client;

    public AccountTemplates(ChannelAccounts accounts, MiniprogramClient client) {
        this.accounts = accounts;
        this.client = client;
    }

    /** As {@link io.keshu.channels.api.TemplateCatalog#templates}. */
    public TemplateAnswer of(ChannelAccountId id) {
        return accounts.find(id)
                .filter(ChannelAccount::enabled)
                .map(account -> read(client.templates(account)))
                .orElseGet(() -> new TemplateAnswer.Failed(Results.DISABLED));
    }

    private static TemplateAnswer read(ApiAnswer<List<MiniprogramClient.Raw>> answer) {
        return answer instanceof ApiAnswer.Given<List<MiniprogramClient.Raw>> given
                ? new TemplateAnswer.Given(given.value().stream()
                        .map(raw -> TemplateText.read(raw.id(), raw.title(), raw.content(), raw.example(), false))
                        .toList())
                : new TemplateAnswer.Failed(Results.problem(((ApiAnswer.Failed<?>) answer).outcome()));
    }
}
