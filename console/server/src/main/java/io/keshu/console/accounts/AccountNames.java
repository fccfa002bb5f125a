package io.keshu.console.accounts;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.console.web.Words;
import io.keshu.domain.account.AccountDirectory;
import java.util.Collection;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What accounts are called, in a sentence. */
@Component
public final class AccountNames {

    private final AccountDirectory accounts;
    private final Words words;

    AccountNames(AccountDirectory accounts, Words words) {
        this.accounts = accounts;
        this.words = words;
    }

    /** The names, one after the other; an account that is deleted is said to be. */
    public String names(Collection<ChannelAccountId> ids) {
        return ids.stream().map(id -> name(id)).collect(Collectors.joining(words.say("comma")));
    }

    /** What the account is called; one that is deleted is said to be. */
    public String name(ChannelAccountId id) {
        return accounts.find(id)
                .map(ChannelAccount::name)
                .or(() -> accounts.former(id).map(former -> words.say("account.former", former.name())))
                .orElseGet(id::toString);
    }
}
