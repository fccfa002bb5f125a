package io.keshu.channels.wechat.outbound;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.TemplateAnswer;
import io.keshu.channels.wechat.client.ApiAnswer;
import io.keshu.channels.wechat.client.SendOutcome;
import io.keshu.channels.wechat.client.TemplateClient;
import io.keshu.channels.wechat.convert.TemplateText;
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
            return new TemplateAnswer.Failed(new DeliveryProblem(
                    DeliveryProblem.Reason.ACCOUNT_DISABLED, "", "The account is switched off or gone"));
        }
        ApiAnswer<List<TemplateClient.Raw>> answer = client.all(account.get());
        return answer instanceof ApiAnswer.Given<List<TemplateClient.Raw>> given
                ? new TemplateAnswer.Given(given.value().stream()
                        .map(raw -> TemplateText.read(raw.id(), raw.title(), raw.content(), raw.example()))
                        .toList())
                : new TemplateAnswer.Failed(problem(((ApiAnswer.Failed<?>) answer).outcome()));
    }

    private static DeliveryProblem problem(SendOutcome outcome) {
        DeliveryResult result = Results.of(outcome);
        if (result instanceof DeliveryResult.Rejected rejected) {
            return rejected.problem();
        } else if (result instanceof DeliveryResult.Unreachable unreachable) {
            return unreachable.problem();
        } else if (result instanceof DeliveryResult.RetryLater later) {
            return later.problem();
        } else if (result instanceof DeliveryResult.Unknown unknown) {
            return new DeliveryProblem(
                    DeliveryProblem.Reason.PROVIDER_BUSY, "", unknown.problem().detail());
        }
        throw new IllegalStateException("Not a failure: " + outcome);
    }
}
