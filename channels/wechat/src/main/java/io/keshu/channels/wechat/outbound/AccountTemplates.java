package io.keshu.channels.wechat.outbound;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.TemplateAnswer;
import io.keshu.channels.wechat.client.TemplateClient;
import io.keshu.channels.weixin.client.ApiAnswer;
import io.keshu.channels.weixin.convert.TemplateText;
import io.keshu.channels.weixin.outbound.Results;
import java.util.List;
import java.util.Optional;

/** Accounts' templates. Thread-safe. */
public final class AccountTemplates {

    private final ChannelAccounts accounts;
    private final TemplateClient client;

    public AccountTemplates(ChannelAccounts accounts, TemplateClient client) {
        this.accounts = accounts;
        this.client = client;
    }

    /** As {@link io.keshu.channels.api.TemplateCatalog#templates}. */
    public TemplateAnswer of(ChannelAccountId id) {
        Optional<ChannelAccount> account = accounts.find(id).filter(ChannelAccount::enabled);
        if (account.isEmpty()) {
            return new TemplateAnswer.Failed(Results.DISABLED);
        }
        ApiAnswer<List<TemplateClient.Raw>> answer = client.all(account.get());
        return answer instanceof ApiAnswer.Given<List<TemplateClient.Raw>> given
                ? new TemplateAnswer.Given(given.value().stream()
                        .map(raw -> TemplateText.read(raw.id(), raw.title(), raw.content(), raw.example(), true))
                        .toList())
                : new TemplateAnswer.Failed(Results.problem(((ApiAnswer.Failed<?>) answer).outcome()));
    }
}
