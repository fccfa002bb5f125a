package io.keshu.domain.message;

import io.keshu.channels.api.ExternalMessageId;
import io.keshu.domain.conversation.ConversationId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a conversation's timeline.
 *
 * @param number 1, 2, 3… without gaps; the order that every reader sees
 * @param createdAt when the hub took it, to the microsecond; informative
 * @param clientId the sender's own id: unique within the conversation, so that a repeated send is the same message
 * @param externalId the provider's id of an inbound message
 * @param traceId follows the message through the logs
 * @param delivery present exactly for messages to the customer
 * @param recalled whether it was taken back: then nobody is told what it said
 */
public record Message(
        ConversationId conversation,
        int number,
        Author author,
        MessageContent content,
        Instant createdAt,
        @Nullable String clientId,
        @Nullable ExternalMessageId externalId,
        String traceId,
        @Nullable Delivery delivery,
        boolean recalled) {

    /** Longest client id, in characters. */
    public static final int MAX_CLIENT_ID = 64;

    /** One that stands as it was written. */
    public Message(
            ConversationId conversation,
            int number,
            Author author,
            MessageContent content,
            Instant createdAt,
            @Nullable String clientId,
            @Nullable ExternalMessageId externalId,
            String traceId,
            @Nullable Delivery delivery) {
        this(conversation, number, author, content, createdAt, clientId, externalId, traceId, delivery, false);
    }

    public Message withDelivery(Delivery changed) {
        return new Message(
                conversation, number, author, content, createdAt, clientId, externalId, traceId, changed, recalled);
    }

    /** As it stands once it was taken back. */
    public Message takenBack() {
        return new Message(
                conversation, number, author, content, createdAt, clientId, externalId, traceId, delivery, true);
    }
}
