package io.keshu.domain.signal;

import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.Signal;
import io.keshu.domain.conversation.ConversationId;

/** One signal under way between nodes. */
public sealed interface SignalNews {

    Signal signal();

    /** For the customer, wherever she is connected. */
    record ToCustomer(ChannelAddress customer, Signal signal) implements SignalNews {}

    /** For the agents who have her conversation open. */
    record ToAgents(ConversationId conversation, Signal signal) implements SignalNews {}
}
