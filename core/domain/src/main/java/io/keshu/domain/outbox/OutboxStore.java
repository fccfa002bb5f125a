package io.keshu.domain.outbox;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The outbox, durably. A port. Rows come into it by {@link io.keshu.domain.conversation.ConversationStore#commit}, together with the
 * message they deliver. Whoever sends claims first, by one conditional update; per conversation at most one row is claimed.
 */
public interface OutboxStore {

    /**
     * Claims rows that are due, the earliest first: those of conversations with nothing claimed, and with no earlier pending row
     * (by sequence) whose hold has not ended.
     *
     * @param node who claims
     * @param limit how many, in all and of each account
     */
    List<OutboxItem> claimDue(int node, Instant now, ClaimLimit limit);

    /**
     * Claims one row for a passive reply to an inbound message, due or not, under the same conditions, and remembers that this
     * inbound message was answered that way.
     *
     * @return empty if somebody else has it or an earlier message must go first
     */
    Optional<OutboxItem> claimPassive(long outboxId, long inboundId, int node, Instant now);

    /** The message that was claimed as the passive reply to this inbound message, whatever became of it. */
    Optional<OutboxItem> findPassive(long inboundId);

    /**
     * Writes the ends of attempts: message, row and facts in one transaction. An outcome whose row is not claimed any more by
     * its claim (a sweep made it Unknown meanwhile) is still applied if it is better knowledge: Unknown may become Accepted.
     *
     * @return the outcomes that changed something
     */
    List<DeliveryOutcome> record(Collection<DeliveryOutcome> outcomes);

    /** Rows that have been claimed since before the given time: their sender died. */
    List<OutboxItem> claimedBefore(Instant time, int limit);

    /** How many rows wait to be sent, counted up to {@link io.keshu.domain.ops.HubHealth#COUNTED}. */
    long countPending();

    /** How many rows ended as dead letters and were not sent again, counted up to {@link io.keshu.domain.ops.HubHealth#COUNTED}. */
    long countDead();
}
