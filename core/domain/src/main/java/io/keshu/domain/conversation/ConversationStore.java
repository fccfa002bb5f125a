package io.keshu.domain.conversation;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.domain.customer.Identity;
import io.keshu.domain.customer.IdentityId;
import io.keshu.domain.lock.Lane;
import io.keshu.domain.message.Message;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Conversations and their timelines, durably. A port. */
public interface ConversationStore {

    /**
     * Reads what these lanes need to be worked off.
     *
     * @param perLane how many waiting messages to read of each lane at most
     * @return one snapshot for each lane, in no particular order
     */
    List<LaneSnapshot> load(Collection<Lane> lanes, int perLane);

    /**
     * Writes all changes, facts, outbox rows and finished inbound rows in one transaction, or none. The facts go into one batch under the
     * given id and are kept for every registered destination. Deadlocks are retried within.
     *
     * @throws io.keshu.domain.store.StaleVersionException if a version, a finished row or a unique key shows that somebody else was faster
     * @throws io.keshu.domain.store.KeyTakenException if a message's client id is there already
     * @throws io.keshu.domain.store.RefusedByStoreException if the store refuses a row
     * @throws io.keshu.domain.store.StoreUnavailableException if the store can't be reached
     */
    void commit(List<LaneChange> changes, long factBatch);

    /** The head of a conversation and whom it is with. */
    Optional<ConversationWithIdentity> find(ConversationId id);

    /** Who an address belongs to, if anybody was met there. */
    Optional<Identity> identityAt(ChannelAddress address);

    Optional<Message> message(ConversationId id, int number);

    Optional<Message> messageByClientId(ConversationId id, String clientId);

    /** Conversations that are with the bot and have waited for it since before the given time. */
    List<ConversationWithIdentity> waitingForBotSince(Instant before, int limit);

    /**
     * Conversations that are with the agents and whose customer has waited since a time in this span, longest first.
     *
     * @param from inclusive
     * @param to exclusive
     */
    List<ConversationWithIdentity> waitingForAgentsSince(Instant from, Instant to, int limit);

    /**
     * An account's open conversations, in the order of their identities' ids.
     *
     * @param after the last identity of the previous page; null for the first
     */
    List<ConversationWithIdentity> openOf(ChannelAccountId account, @Nullable IdentityId after, int limit);

    /** A conversation and whom it is with. */
    record ConversationWithIdentity(Conversation conversation, Identity identity) {}
}
