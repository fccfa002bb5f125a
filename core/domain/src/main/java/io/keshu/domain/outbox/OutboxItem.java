package io.keshu.domain.outbox;

import io.keshu.channels.api.OutboundMessage;
import io.keshu.domain.conversation.ConversationId;
import java.time.Instant;

/**
 * A message on its way out.
 *
 * @param number the message's number in the timeline
 * @param sequence the conversation's version that wrote it: the order of sending within the conversation
 * @param attempts how many were made
 * @param dueAt not sent before
 * @param holdUntil until when it holds back later messages of the conversation
 */
public record OutboxItem(
        OutboundMessage message,
        ConversationId conversation,
        int number,
        long sequence,
        int attempts,
        Instant createdAt,
        Instant dueAt,
        Instant holdUntil) {

    public long id() {
        return message.id().value();
    }
}
