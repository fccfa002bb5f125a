package io.keshu.domain.message;

import io.keshu.domain.agent.AgentId;
import org.jspecify.annotations.Nullable;

/**
 * Who wrote a message.
 *
 * @param agent which agent, if it was one
 */
public record Author(Kind kind, @Nullable AgentId agent) {

    public static final Author CUSTOMER = new Author(Kind.CUSTOMER, null);
    public static final Author BOT = new Author(Kind.BOT, null);
    public static final Author SYSTEM = new Author(Kind.SYSTEM, null);

    /** The kinds of authors. */
    public enum Kind {
        CUSTOMER,
        AGENT,
        BOT,
        SYSTEM
    }

    public static Author agent(AgentId agent) {
        return new Author(Kind.AGENT, agent);
    }
}
