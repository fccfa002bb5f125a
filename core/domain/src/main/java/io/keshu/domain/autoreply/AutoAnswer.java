package io.keshu.domain.autoreply;

import io.keshu.channels.api.OutboundContent;
import io.keshu.domain.agent.AgentGroupRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the bot decides. */
public sealed interface AutoAnswer {

    /**
     * Say this.
     *
     * @param contents at least one message, sent in this order
     * @param handOver whether the customer waits for an agent all the same
     * @param group for agents of which group; null for any
     */
    record Reply(
            List<OutboundContent> contents,
            boolean handOver,
            @Nullable AgentGroupRef group) implements AutoAnswer {

        public Reply {
            contents = List.copyOf(contents);
            if (contents.isEmpty()) {
                throw new IllegalArgumentException("A reply says something");
            }
        }

        /** For any agent, if for one at all. */
        public Reply(List<OutboundContent> contents, boolean handOver) {
            this(contents, handOver, null);
        }

        /** A single message. */
        public Reply(OutboundContent content, boolean handOver) {
            this(List.of(content), handOver);
        }
    }

    /**
     * An agent shall answer; the customer waits even if nothing was asked.
     *
     * @param group of which group; null for any
     */
    record HandOver(@Nullable AgentGroupRef group) implements AutoAnswer {

        /** Any agent. */
        public HandOver() {
            this(null);
        }
    }

    /** Nothing needs saying. */
    record Silence() implements AutoAnswer {}
}
