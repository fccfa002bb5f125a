package io.keshu.domain.agent;

import java.time.Instant;

/**
 * A group of agents that customers can be handed over to, such as those for orders abroad.
 *
 * @param name unique without regard to case, 1 to {@value #MAX_NAME} characters
 * @param version grows by one with every change
 * @param changedBy who changed it last
 */
public record AgentGroup(AgentGroupId id, String name, long version, AgentId changedBy, Instant changedAt) {

    /** Longest name, in code points. */
    public static final int MAX_NAME = 32;

    /** The most groups. */
    public static final int MAX_GROUPS = 200;

    public AgentGroupRef ref() {
        return new AgentGroupRef(id, name);
    }
}
