package io.keshu.domain.agent;

import java.time.Instant;

/**
 * @param username unique without regard to case, 1 to 64 characters
 * @param passwordHash in the encoding of whoever checks it; never shown
 */
public record Agent(AgentId id, String username, String displayName, String passwordHash, Instant createdAt) {

    /** Leaves the hash out. */
    @Override
    public String toString() {
        return "Agent[" + id + " " + username + "]";
    }
}
