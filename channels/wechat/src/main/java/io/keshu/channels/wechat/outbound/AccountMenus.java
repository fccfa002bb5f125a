package io.keshu.channels.wechat.outbound;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.ConditionalMenu;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.MenuAnswer;
import io.keshu.channels.api.MenuAudience;
import io.keshu.channels.api.MenuProblem;
import io.keshu.channels.api.MenuPublication;
import io.keshu.channels.api.MenuTree;
import io.keshu.channels.api.PublishedMenu;
import io.keshu.channels.wechat.client.MenuClient;
import io.keshu.channels.wechat.client.WechatMenus;
import io.keshu.channels.weixin.client.ApiAnswer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The menus of all accounts, as {@link io.keshu.channels.api.MenuPublisher} has them. Thread-safe. */
public final class AccountMenus {

    private static final MenuProblem DISABLED =
            new MenuProblem(MenuProblem.Reason.ACCOUNT_DISABLED, "", "The account is switched off or gone");

    private final ChannelAccounts accounts;
    private final MenuClient client;

    public AccountMenus(ChannelAccounts accounts, MenuClient client) {
        this.accounts = accounts;
        this.client = client;
    }

    private Optional<ChannelAccount> enabled(ChannelAccountId id) {
        return accounts.find(id).filter(ChannelAccount::enabled);
    }

    /** Replaces the account's menus. */
    public MenuPublication publish(ChannelAccountId id, MenuTree tree, List<ConditionalMenu> conditional) {
        return enabled(id)
                .map(account -> new MenuPublishing(client, account, tree, conditional).publish(WechatMenuLimits.LIMITS))
                .orElseGet(() -> new MenuPublication.Unchanged(DISABLED));
    }

    /** What the account shows. */
    public MenuAnswer<PublishedMenu> present(ChannelAccountId id) {
        return ask(id, account -> menu(client.read(account)));
    }

    /** Takes all menus away. */
    public MenuAnswer<PublishedMenu> delete(ChannelAccountId id) {
        return ask(id, account -> {
            ApiAnswer<Boolean> removed = client.removeAll(account);
            return removed instanceof ApiAnswer.Failed<Boolean> failed
                    ? new MenuAnswer.Failed<>(MenuErrorCodes.problem(failed.outcome()))
                    : menu(client.read(account));
        });
    }

    /** The menu that this customer sees. */
    public MenuAnswer<MenuTree> match(ChannelAccountId id, ExternalUserId customer) {
        return ask(id, account -> answer(client.match(account, customer.value())));
    }

    /** The account's tags. */
    public MenuAnswer<List<MenuAudience>> audiences(ChannelAccountId id) {
        return ask(id, account -> answer(client.tags(account)));
    }

    private <T> MenuAnswer<T> ask(ChannelAccountId id, Function<ChannelAccount, MenuAnswer<T>> question) {
        return enabled(id).map(question).orElseGet(() -> new MenuAnswer.Failed<>(DISABLED));
    }

    private static MenuAnswer<PublishedMenu> menu(ApiAnswer<WechatMenus> answer) {
        return answer instanceof ApiAnswer.Given<WechatMenus> given
                ? new MenuAnswer.Given<>(given.value().menu())
                : new MenuAnswer.Failed<>(MenuPublishing.problem(answer));
    }

    private static <T> MenuAnswer<T> answer(ApiAnswer<T> answer) {
        return answer instanceof ApiAnswer.Given<T> given
                ? new MenuAnswer.Given<>(given.value())
                : new MenuAnswer.Failed<>(MenuPublishing.problem(answer));
    }
}
