package io.keshu.domain.autoreply;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.InboundContent;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.lock.Lane;
import java.time.Instant;

/**
 * A question for the bot.
 *
 * @param version of the conversation when it was asked
 * @param inboundId which accepted message asks
 * @param content what it says
 * @param asks whether the customer expects an answer, so that silence means an agent
 * @param returning whether the customer was here before this conversation
 * @param since since when the customer waits for the bot
 */
public record AutoReplyTask(
        ConversationId conversation,
        Lane lane,
        ChannelAccountId account,
        long version,
        long inboundId,
        InboundContent content,
        boolean asks,
        int botReplies,
        boolean returning,
        Instant since,
        String traceId) {}
