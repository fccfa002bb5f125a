package io.keshu.console.session;

import io.keshu.domain.agent.AgentId;

/** Who makes a request. */
public record SignedInAgent(AgentId id, String username, String displayName) {}
