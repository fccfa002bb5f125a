package io.keshu.domain.agent;

/** A person who answers. */
public record AgentId(long value) {

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
