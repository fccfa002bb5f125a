package io.keshu.domain.agent;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Groups of agents and their history, durably. A port. */
public interface AgentGroupStore {

    /** All of them by name; {@value AgentGroup#MAX_GROUPS} at most. */
    List<AgentGroup> all();

    Optional<AgentGroup> find(AgentGroupId id);

    /**
     * @param group at version 1
     * @return false, and nothing is changed, if there are {@code most} already
     * @throws io.keshu.domain.store.KeyTakenException if another group has the name
     */
    boolean insert(AgentGroup group, int most);

    /**
     * @param changed with the version that was read; it is stored with the next
     * @throws io.keshu.domain.store.StaleVersionException if the version is not the stored one, or the group is gone
     * @throws io.keshu.domain.store.KeyTakenException if another group has the name
     */
    void rename(AgentGroup changed);

    /**
     * Deletes a group that no conversation waits for.
     *
     * @return how many conversations wait for it, counted up to 1,000; it is gone if that is 0
     * @throws io.keshu.domain.store.StaleVersionException if the version is not the stored one, or the group is gone
     */
    int delete(AgentGroupId id, long version, AgentId by, Instant at);

    /** What was done last to a group, whether it is there or gone. */
    Optional<AgentGroupChange> lastChange(AgentGroupId id);
}
