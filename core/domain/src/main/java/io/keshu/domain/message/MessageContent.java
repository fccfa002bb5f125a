package io.keshu.domain.message;

import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.OutboundContent;
import io.keshu.domain.agent.AgentGroupRef;
import io.keshu.domain.conversation.ConversationState;
import org.jspecify.annotations.Nullable;

/** What one entry of the timeline says. Messages and events share one numbered timeline. */
public sealed interface MessageContent {

    /** From the customer. */
    record Received(InboundContent content) implements MessageContent {}

    /**
     * To the customer.
     *
     * @param via where it goes instead of to the identity that the conversation is with; null for there
     * @param asText what leaves in its place, since the channel does not carry it as it is; null if it leaves as it is
     */
    record Sent(
            OutboundContent content,
            @Nullable ChannelAddress via,
            @Nullable String asText) implements MessageContent {

        /** As it is, to the identity that the conversation is with. */
        public Sent(OutboundContent content) {
            this(content, null, null);
        }

        /** What the channel is given. */
        public OutboundContent leaving() {
            return asText == null ? content : new OutboundContent.Text(asText);
        }
    }

    /** A message left for an address that belongs to another customer already: what is answered there comes to that one. */
    record OthersAddress(ChannelAddress address) implements MessageContent {}

    /** The customer was handed over to a group of agents. */
    record Grouped(AgentGroupRef group) implements MessageContent {}

    /**
     * The conversation came into another state.
     *
     * @param reason why the hub itself did it, as consoles have words for it; null where the author or the course of things says enough
     */
    record StateChanged(ConversationState to, @Nullable String reason) implements MessageContent {

        /** The reason for ending a conversation whose account was deleted. */
        public static final String ACCOUNT_DELETED = "account-deleted";

        /** Without a reason. */
        public StateChanged(ConversationState to) {
            this(to, null);
        }
    }

    /**
     * A message before this one was taken back by whoever wrote it.
     *
     * @param number which
     */
    record Recalled(int number) implements MessageContent {}

    /**
     * What was here belonged to a customer who left, and was erased.
     *
     * @param kind the flat kind of what was here
     */
    record Erased(String kind) implements MessageContent {}

    /** Says when the timeline's contents were erased. */
    record DataErased() implements MessageContent {}
}
