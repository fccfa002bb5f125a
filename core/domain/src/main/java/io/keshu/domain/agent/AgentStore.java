package io.keshu.domain.agent;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Agents, durably. A port. */
public interface AgentStore {

    /** By user name without regard to case. */
    Optional<Agent> find(String username);

    Optional<Agent> find(AgentId id);

    /** The display names of those that exist. */
    Map<AgentId, String> displayNames(Collection<AgentId> ids);

    boolean any();

    /** @throws io.keshu.domain.store.KeyTakenException if the user name is taken */
    void insert(Agent agent);
}
