package io.keshu.bot.menu;

import io.keshu.channels.api.Channel;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.LimitedText;
import io.keshu.channels.api.MenuPublisher;
import io.keshu.channels.api.TextLimit;
import io.keshu.domain.account.Channels;
import java.util.Optional;

/** Which channel an account is on, and what it does for menus. From memory. */
final class AccountChannels {

    /** Where the channel states no limit. */
    private static final TextLimit TEXTS = new TextLimit(2048, TextLimit.Unit.BYTES);

    private final ChannelAccounts accounts;
    private final Channels channels;

    AccountChannels(ChannelAccounts accounts, Channels channels) {
        this.accounts = accounts;
        this.channels = channels;
    }

    Optional<Channel> channel(ChannelAccountId account) {
        return accounts.find(account).map(ChannelAccount::type).flatMap(channels::find);
    }

    /** Empty if the channel has no menus, so that they are written out. */
    Optional<MenuPublisher> publisher(ChannelAccountId account) {
        return channel(account).filter(MenuPublisher.class::isInstance).map(MenuPublisher.class::cast);
    }

    /** Empty if there is no such account. */
    Optional<MenuRules> rules(ChannelAccountId account) {
        return channel(account)
                .map(channel -> new MenuRules(
                        channel instanceof MenuPublisher menus ? menus.menuLimits() : TextMenu.LIMITS,
                        texts(channel),
                        channel instanceof MenuPublisher));
    }

    TextLimit texts(ChannelAccountId account) {
        return channel(account).map(AccountChannels::texts).orElse(TEXTS);
    }

    private static TextLimit texts(Channel channel) {
        return channel instanceof LimitedText limited ? limited.textLimit() : TEXTS;
    }
}
