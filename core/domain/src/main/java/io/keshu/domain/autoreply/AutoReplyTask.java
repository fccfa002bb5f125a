package io.keshu.domain.autoreply;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ExternalMessageId;
import io.keshu.channels.api.InboundContent;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.lock.Lane;
import java.time.Instant;

/**
 * A question for the bot.
 *
 * @param message the customer's latest message when this was asked: what has a newer one by the time of the answer has gone on
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
        ExternalMessageId message,
        long inboundId,
        InboundContent content,
        boolean asks,
        int botReplies,
        boolean returning,
        Instant since,
        String traceId) {

    /** Whether the customer used one of the account's own controls, which are answered as long as the conversation is open. */
    public boolean control() {
        return isControl(content);
    }

    /** Whether this is a tap on the account's menu or a scan of one of its codes: no agent can be meant by it. */
    public static boolean isControl(InboundContent content) {
        return content instanceof InboundContent.MenuClick || content instanceof InboundContent.Scanned;
    }
}
