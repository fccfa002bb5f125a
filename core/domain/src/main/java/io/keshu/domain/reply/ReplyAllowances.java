package io.keshu.domain.reply;

import io.keshu.channels.api.LimitedReplies;
import io.keshu.channels.api.ReplyPolicy;
import io.keshu.domain.account.AccountDirectory;
import io.keshu.domain.account.Channels;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.conversation.ConversationQueries;
import io.keshu.domain.customer.Identity;
import io.keshu.domain.message.Message;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Tells what a customer may still be sent. Nothing is kept for it: what she did and what was sent to her stands in her timeline, so that it
 * costs whoever works off messages nothing, and can't be out of step with what happened.
 */
public final class ReplyAllowances {

    /**
     * How far back it looks. A customer who did more since she last wrote, or wrote so much without a pause, has what her latest
     * messages allow.
     */
    static final int MOST_MESSAGES = 200;

    private static final int MOST_CONVERSATIONS = 8;

    private final AccountDirectory accounts;
    private final Channels channels;
    private final ConversationQueries queries;
    private final Clock clock;

    public ReplyAllowances(AccountDirectory accounts, Channels channels, ConversationQueries queries, Clock clock) {
        this.accounts = accounts;
        this.channels = channels;
        this.queries = queries;
        this.clock = clock;
    }

    /** Empty where the channel sets no limits. */
    public Optional<ReplyAllowance> of(Identity identity) {
        return accounts.find(identity.address().account())
                .flatMap(account -> channels.find(account.type()))
                .filter(LimitedReplies.class::isInstance)
                .map(channel -> ((LimitedReplies) channel).replyPolicy())
                .map(policy -> count(policy, identity));
    }

    private ReplyAllowance count(ReplyPolicy policy, Identity identity) {
        Instant now = clock.instant();
        Instant from = now.minus(policy.longest());
        // Newest first; the timeline goes on over the ends of conversations.
        List<Message> found = new ArrayList<>();
        for (ConversationId conversation : queries.ofIdentity(identity.id(), from, MOST_CONVERSATIONS)) {
            List<Message> page = queries.messagesBefore(conversation, Integer.MAX_VALUE, MOST_MESSAGES - found.size());
            for (int i = page.size() - 1; i >= 0; i--) {
                found.add(page.get(i));
            }
            if (found.size() >= MOST_MESSAGES) {
                break;
            }
        }
        Collections.reverse(found);
        return AllowanceCount.of(policy, found, now);
    }
}
