package io.keshu.domain.agent;

/** A group of agents. */
public record AgentGroupId(long value) {

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
