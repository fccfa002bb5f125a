package io.keshu.domain.conversation;

import io.keshu.channels.api.DeliveryProblem;
import io.keshu.domain.message.Message;

/** How an agent's command ended. */
public sealed interface CommandResult {

    /**
     * The message is in the timeline and on its way.
     *
     * @param repeated whether this client id was sent before; the message is the one of then
     */
    record Written(Message message, boolean repeated) implements CommandResult {}

    /** The conversation is closed now. */
    record Closed(Conversation conversation) implements CommandResult {}

    record UnknownConversation() implements CommandResult {}

    record UnknownMessage() implements CommandResult {}

    /** The conversation is closed; nothing can be written into it. */
    record ConversationIsClosed() implements CommandResult {}

    /** The channel carries it in no form; nothing was written. */
    record NotCarried(DeliveryProblem.Reason reason) implements CommandResult {}

    /** Somebody changed the conversation since the agent saw it. */
    record Changed(Conversation current) implements CommandResult {}

    /** It was sent too long ago to be taken back. */
    record TooLate() implements CommandResult {}

    /** Only one's own messages can be taken back. */
    record NotRecallable() implements CommandResult {}

    /** Only messages that failed or whose end is unknown can be sent again. */
    record NotResendable(Message message) implements CommandResult {}
}
