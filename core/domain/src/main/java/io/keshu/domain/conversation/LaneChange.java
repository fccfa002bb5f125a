package io.keshu.domain.conversation;

import io.keshu.domain.customer.Customer;
import io.keshu.domain.customer.Identity;
import io.keshu.domain.erasure.Erasure;
import io.keshu.domain.fact.Fact;
import io.keshu.domain.lock.Lane;
import io.keshu.domain.message.Message;
import io.keshu.domain.outbox.OutboxItem;
import java.util.List;

/**
 * Everything that one lane changes in one transaction.
 *
 * @param finished ids of inbound rows that this change works off; each must still be there, else the change is stale
 * @param conversations new states of conversation heads
 * @param messages new ones
 * @param redeliveries messages in the timeline that are to be sent again: their delivery goes from failed or unknown to what is
 *     given here, else the change is stale; the dead letter they left is removed
 * @param retired stored identities whose customers have left, as they were read; each gets the address that
 *     {@link Erasure#erased} says, before {@code identities} are added, else the change is stale
 * @param erasures what is to be erased of those who left, also of those among {@code identities}
 */
public record LaneChange(
        Lane lane,
        List<Long> finished,
        List<Customer> customers,
        List<Identity> identities,
        List<ConversationWrite> conversations,
        List<Message> messages,
        List<Message> redeliveries,
        List<OutboxItem> outbox,
        List<Fact> facts,
        List<Identity> retired,
        List<Erasure> erasures) {

    public LaneChange {
        finished = List.copyOf(finished);
        customers = List.copyOf(customers);
        identities = List.copyOf(identities);
        conversations = List.copyOf(conversations);
        messages = List.copyOf(messages);
        redeliveries = List.copyOf(redeliveries);
        outbox = List.copyOf(outbox);
        facts = List.copyOf(facts);
        retired = List.copyOf(retired);
        erasures = List.copyOf(erasures);
    }

    /** A change in which nobody leaves. */
    public LaneChange(
            Lane lane,
            List<Long> finished,
            List<Customer> customers,
            List<Identity> identities,
            List<ConversationWrite> conversations,
            List<Message> messages,
            List<Message> redeliveries,
            List<OutboxItem> outbox,
            List<Fact> facts) {
        this(
                lane,
                finished,
                customers,
                identities,
                conversations,
                messages,
                redeliveries,
                outbox,
                facts,
                List.of(),
                List.of());
    }

    /**
     * @param expectedVersion the version that was read; 0 if the conversation is new
     * @param after what it becomes; its version is {@code expectedVersion + 1}
     */
    public record ConversationWrite(long expectedVersion, Conversation after) {

        public boolean isNew() {
            return expectedVersion == 0;
        }
    }
}
