package io.keshu.domain.timeline;

import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.ExternalMessageId;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.message.Message;
import java.util.List;
import java.util.Optional;

/** What timelines of customers are read from, and how far customers have read. A port. */
public interface TimelineQueries {

    /** The conversations of an identity from one on, ascending. */
    List<Head> headsFrom(ChannelAddress customer, ConversationId from, int limit);

    /** The conversations of an identity up to one, it included, descending. */
    List<Head> headsUpTo(ChannelAddress customer, ConversationId upTo, int limit);

    /** The latest message of this external id in the customer's latest conversations; of one conversation the latest 500 are looked at. */
    Optional<Message> received(ChannelAddress customer, ExternalMessageId id);

    /**
     * Remembers that the customer has read so far. Never goes back.
     *
     * @return the number that is remembered now; empty if the conversation is not hers
     */
    Optional<Integer> markRead(ChannelAddress customer, TimelineCursor upTo);

    /**
     * Remembers what she is called.
     *
     * @return false if there is no such customer yet
     */
    boolean rename(ChannelAddress customer, String name);

    /** Up to which message the customer has read; 0 if nothing is known. */
    int readByCustomer(ConversationId conversation);

    /**
     * A conversation of the customer's.
     *
     * @param readByAgents up to which message any agent has read
     * @param readByCustomer up to which message she has
     */
    record Head(ConversationId id, int lastNumber, int readByAgents, int readByCustomer) {}
}
