package io.keshu.domain.agent;

/**
 * A group as conversations speak of it.
 *
 * @param name as it was when it was spoken of
 */
public record AgentGroupRef(AgentGroupId id, String name) {}
