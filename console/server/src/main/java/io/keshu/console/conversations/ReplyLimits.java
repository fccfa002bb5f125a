package io.keshu.console.conversations;

import io.keshu.channels.api.Channel;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelCapability;
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
        Optional<ChannelAccount> enabled = accounts.find(account).filter(ChannelAccount::enabled);
        boolean sends = enabled.flatMap(found -> channels.find(found.type()))
                .map(Channel::capabilities)
                .filter(can -> can.contains(ChannelCapability.SEND_TEXT))
                .isPresent();
        return new ReplyView(conversation.state().open() && sends, null, "chars");
    }

    boolean tooLong(ChannelAccountId account, String text) {
        return text.length() > MOST_CHARACTERS;
    }
}
