package io.keshu.domain.agent;

import java.time.Instant;

/**
 * What somebody did to a group.
 *
 * @param version the group's from then on
 * @param name the group's from then on; the last one where it was deleted
 */
public record AgentGroupChange(AgentGroupId group, long version, Action action, String name, AgentId by, Instant at) {

    /** What was done. */
    public enum Action {
        ADDED,
        RENAMED,
        DELETED
    }
}
