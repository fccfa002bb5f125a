package io.keshu.channels.wechat.outbound;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.ConnectionCheck.Connected;
import io.keshu.channels.api.ProviderAnswer;
import io.keshu.channels.api.ProviderProblem;
import io.keshu.channels.wechat.client.WechatClient;
import java.util.Optional;

/** Whether accounts can call WeChat, as {@link io.keshu.channels.api.ConnectionCheck} has it. Thread-safe. */
public final class AccountConnection {

    private final ChannelAccounts accounts;
    private final WechatClient client;

    public AccountConnection(ChannelAccounts accounts, WechatClient client) {
        this.accounts = accounts;
        this.client = client;
    }

    /** Tries it with these settings. */
    public ProviderAnswer<Connected> check(ChannelAccount account) {
        ProviderAnswer<String> answer = ProviderErrorCodes.answer(client.check(account));
        return answer instanceof ProviderAnswer.Given<String> given
                ? new ProviderAnswer.Given<>(new Connected(given.value()))
                : new ProviderAnswer.Failed<>(((ProviderAnswer.Failed<String>) answer).problem());
    }

    /** Why there was no access token last. */
    public Optional<ProviderProblem> problem(ChannelAccountId id) {
        return accounts.find(id)
                .filter(ChannelAccount::enabled)
                .flatMap(client::tokenFailure)
                .map(ProviderErrorCodes::problem);
    }
}
