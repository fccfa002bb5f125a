package io.keshu.domain.message;

import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.OutboundContent;
import io.keshu.domain.agent.AgentGroupRef;
import io.keshu.domain.conversation.ConversationState;

/** What one entry of the timeline says. Messages and events share one numbered timeline. */
public sealed interface MessageContent {

    /** From the customer. */
    record Received(InboundContent content) implements MessageContent {}

    /** To the customer. */
    record Sent(OutboundContent content) implements MessageContent {}

    /** The customer was handed over to a group of agents. */
    record Grouped(AgentGroupRef group) implements MessageContent {}

    /** The conversation came into another state. */
    record StateChanged(ConversationState to) implements MessageContent {}

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
