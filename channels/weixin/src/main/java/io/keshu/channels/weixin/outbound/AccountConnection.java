package io.keshu.channels.weixin.outbound;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.ConnectionCheck.Connected;
import io.keshu.channels.api.ProviderAnswer;
import io.keshu.channels.api.ProviderProblem;
import io.keshu.channels.weixin.client.ApiAnswer;
import io.keshu.channels.weixin.client.SendOutcome;
import java.util.Optional;
import java.util.function.Function;

/** Whether accounts can call WeChat, as {@link io.keshu.channels.api.ConnectionCheck} has it. Thread-safe. */
public final class AccountConnection {

    private final ChannelAccounts accounts;
    private final Function<ChannelAccount, ApiAnswer<String>> check;
    private final Function<ChannelAccount, Optional<SendOutcome>> tokenFailure;

    /**
     * @param check asks for a token and for something harmless with it
     * @param tokenFailure why there was no token last
     */
    public AccountConnection(
            ChannelAccounts accounts,
            Function<ChannelAccount, ApiAnswer<String>> check,
            Function<ChannelAccount, Optional<SendOutcome>> tokenFailure) {
        this.accounts = accounts;
        this.check = check;
        this.tokenFailure = tokenFailure;
    }

    /** Tries it with these settings. */
    public ProviderAnswer<Connected> check(ChannelAccount account) {
        ApiAnswer<String> answer = check.apply(account);
        return answer instanceof ApiAnswer.Given<String> given
                ? new ProviderAnswer.Given<>(new Connected(given.value()))
                : new ProviderAnswer.Failed<>(
                        ProviderErrors.PLAIN.problem(((ApiAnswer.Failed<String>) answer).outcome()));
    }

    /** Why there was no access token last. */
    public Optional<ProviderProblem> problem(ChannelAccountId id) {
        return accounts.find(id)
                .filter(ChannelAccount::enabled)
                .flatMap(tokenFailure)
                .map(ProviderErrors.PLAIN::problem);
    }
}
