package io.keshu.console.conversations;

import io.keshu.channels.api.Channel;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelCapability;
import io.keshu.channels.api.LimitedText;
import io.keshu.channels.api.TextLimit;
import io.keshu.domain.account.AccountDirectory;
import io.keshu.domain.account.Channels;
import io.keshu.domain.conversation.Conversation;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What an agent may write into a conversation. */
@Component
final class ReplyLimits {

    /** What the hub takes at most, whatever the channel carries; in characters. */
    static final int MOST_CHARACTERS = 20_000;

    private final AccountDirectory accounts;
    private final Channels channels;

    ReplyLimits(AccountDirectory accounts, Channels channels) {
        this.accounts = accounts;
        this.channels = channels;
    }

    ReplyView of(Conversation conversation, ChannelAccountId account) {
        boolean enabled = accounts.find(account).filter(ChannelAccount::enabled).isPresent();
        boolean sends = channel(account)
                .filter(found -> found.capabilities().contains(ChannelCapability.SEND_TEXT))
                .isPresent();
        Optional<TextLimit> limit = limit(account);
        return new ReplyView(
                conversation.state().open() && enabled && sends,
                limit.map(TextLimit::max).orElse(null),
                limit.filter(known -> known.unit() == TextLimit.Unit.BYTES).isPresent() ? "bytes" : "chars");
    }

    boolean tooLong(ChannelAccountId account, String text) {
        return text.length() > MOST_CHARACTERS
                || limit(account).filter(known -> !known.allows(text)).isPresent();
    }

    private Optional<TextLimit> limit(ChannelAccountId account) {
        return channel(account)
                .filter(LimitedText.class::isInstance)
                .map(LimitedText.class::cast)
                .map(LimitedText::textLimit);
    }

    private Optional<Channel> channel(ChannelAccountId account) {
        return accounts.find(account).flatMap(found -> channels.find(found.type()));
    }
}
