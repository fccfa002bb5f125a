package io.keshu.console.session;

import io.keshu.domain.agent.AgentId;

/** Who makes a request. */
public record SignedInAgent(AgentId id, String username, String displayName) {

    /** The request's attribute with the id of the session that the agent came with, once it was asked who makes the request. */
    public static final String SESSION_ID = "keshu.session.id";
}
