package io.keshu.domain.fact;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.conversation.ConversationState;
import io.keshu.domain.message.Author;
import io.keshu.domain.message.DeliveryState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that happened. Written in the transaction that made it so, never changed. */
public sealed interface Fact {

    ConversationId conversation();

    /** The account of the conversation's channel. */
    ChannelAccountId account();

    Instant at();

    /** The id that the log lines of its cause carry. */
    String traceId();

    /** A message came into the timeline. */
    record MessageAdded(
            ConversationId conversation,
            ChannelAccountId account,
            Instant at,
            String traceId,
            int number,
            Author.Kind author,
            String kind)
            implements Fact {}

    /**
     * A conversation began or came into another state.
     *
     * @param from null when it began
     */
    record StateChanged(
            ConversationId conversation,
            ChannelAccountId account,
            Instant at,
            String traceId,
            @Nullable ConversationState from,
            ConversationState to)
            implements Fact {}

    /** An attempt to deliver ended. */
    record DeliveryEnded(
            ConversationId conversation,
            ChannelAccountId account,
            Instant at,
            String traceId,
            int number,
            DeliveryState state,
            @Nullable String reason)
            implements Fact {}

    /**
     * Media that a message brought are stored, or lost.
     *
     * @param state the name of the {@link io.keshu.domain.media.MediaState} they ended in
     */
    record MediaEnded(
            ConversationId conversation, ChannelAccountId account, Instant at, String traceId, int number, String state)
            implements Fact {}
}
