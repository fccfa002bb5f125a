package io.keshu.domain.conversation;

import io.keshu.channels.api.ChannelType;
import io.keshu.domain.agent.AgentGroupId;
import io.keshu.domain.agent.AgentGroupRef;
import io.keshu.domain.agent.AgentId;
import io.keshu.domain.customer.Customer;
import io.keshu.domain.customer.CustomerId;
import io.keshu.domain.customer.Identity;
import io.keshu.domain.customer.IdentityId;
import io.keshu.domain.message.Message;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What consoles read. A port. Lists page by key. */
public interface ConversationQueries {

    /** Which part of the conversations a list shows. */
    enum Shelf {
        /** Those with the agents. */
        QUEUE,
        /** All that are open. */
        OPEN,
        CLOSED
    }

    /**
     * @param channel only this channel, if given
     * @param group only those for agents of this group, if given
     * @param search only where the customer's name, external id or last words contain this, if given
     * @param cursor where the previous page ended, as it said; null for the first page
     * @param limit 1 to 200
     */
    record PageRequest(
            Shelf shelf,
            @Nullable ChannelType channel,
            @Nullable AgentGroupId group,
            @Nullable String search,
            @Nullable String cursor,
            int limit) {

        /** Of all groups. */
        public PageRequest(
                Shelf shelf,
                @Nullable ChannelType channel,
                @Nullable String search,
                @Nullable String cursor,
                int limit) {
            this(shelf, channel, null, search, cursor, limit);
        }
    }

    /** @param next where the next page begins; null at the end */
    record Page(List<Row> rows, @Nullable String next) {}

    /**
     * One row of the list.
     *
     * @param unread how many of the customer's messages this agent has not read
     * @param group the group whose agents it is for, as it is called now; null for any, or if the group is gone
     */
    record Row(
            Conversation conversation,
            Customer customer,
            Identity identity,
            int unread,
            @Nullable AgentGroupRef group) {

        /** For any agent. */
        public Row(Conversation conversation, Customer customer, Identity identity, int unread) {
            this(conversation, customer, identity, unread, null);
        }
    }

    /** How many conversations stand on each shelf; counted up to 10,000. */
    record Counts(int queue, int open, int closed) {}

    /**
     * Who needs an answer comes first, the longest waiting on top; then by latest activity.
     *
     * @throws IllegalArgumentException if the cursor is none that this port gave
     */
    Page page(PageRequest request, AgentId reader);

    /** Those that exist, in no particular order. */
    List<Row> rows(Collection<ConversationId> ids, AgentId reader);

    Counts counts();

    /** All identities of a customer. */
    List<Identity> identities(CustomerId customer);

    /** An identity's conversations that anything happened in since then, the latest first. */
    List<ConversationId> ofIdentity(IdentityId identity, Instant activeSince, int limit);

    /** Messages in ascending order: the last {@code limit} of those below {@code before}. */
    List<Message> messagesBefore(ConversationId id, int before, int limit);

    /** Messages in ascending order: the first {@code limit} of those from {@code from} on. */
    List<Message> messagesFrom(ConversationId id, int from, int limit);

    /** The last number of each that exists. */
    Map<ConversationId, Integer> lastNumbers(Collection<ConversationId> ids);

    /** Remembers that the agent has read up to this number. Never goes back. */
    void markRead(AgentId reader, ConversationId id, int number);

    /** The head, if it exists. */
    Optional<Row> row(ConversationId id, AgentId reader);
}
