package io.keshu.channels.weixin.outbound;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.weixin.client.SendOutcome;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows that somebody is writing (客服输入状态). Thread-safe. */
public final class TypingShown {

    /** Out of the ordinary while typing: nothing was exchanged lately, or it shows already. */
    private static final Set<Integer> UNWANTED = Set.of(45072, 45080, 45081);

    private static final Logger log = LoggerFactory.getLogger(TypingShown.class);

    /** Tells WeChat. */
    public interface Call {
        SendOutcome typing(ChannelAccount account, String openid, boolean typing);
    }

    private final ChannelAccounts accounts;
    private final Call call;

    public TypingShown(ChannelAccounts accounts, Call call) {
        this.accounts = accounts;
        this.call = call;
    }

    /** As {@link io.keshu.channels.api.TypingSignal#typing}. */
    public void show(ChannelAddress to, boolean typing) {
        Optional<ChannelAccount> account = accounts.find(to.account()).filter(ChannelAccount::enabled);
        if (account.isEmpty()) {
            return;
        }
        SendOutcome outcome = call.typing(account.get(), to.user().value(), typing);
        boolean unwanted = outcome instanceof SendOutcome.Refused refused && UNWANTED.contains(refused.code());
        if (!(outcome instanceof SendOutcome.Taken) && !unwanted) {
            log.info(
                    "event=weixin_typing_not_shown account={} detail=\"{}\"",
                    account.get().key(),
                    outcome);
        }
    }
}
