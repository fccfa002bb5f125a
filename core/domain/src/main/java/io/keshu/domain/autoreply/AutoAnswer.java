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
     * @param rules ids of the bot's rules that led to it, told as facts
     */
    record Reply(
            List<OutboundContent> contents,
            boolean handOver,
            @Nullable AgentGroupRef group,
            List<Long> rules) implements AutoAnswer {

        public Reply {
            contents = List.copyOf(contents);
            rules = List.copyOf(rules);
            if (contents.isEmpty()) {
                throw new IllegalArgumentException("A reply says something");
            }
        }

        /** For any agent, if for one at all. */
        public Reply(List<OutboundContent> contents, boolean handOver) {
            this(contents, handOver, null);
        }

        /** By no rule. */
        public Reply(List<OutboundContent> contents, boolean handOver, @Nullable AgentGroupRef group) {
            this(contents, handOver, group, List.of());
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
     * @param rules ids of the bot's rules that led to it, told as facts
     */
    record HandOver(@Nullable AgentGroupRef group, List<Long> rules) implements AutoAnswer {

        public HandOver {
            rules = List.copyOf(rules);
        }

        /** By no rule. */
        public HandOver(@Nullable AgentGroupRef group) {
            this(group, List.of());
        }

        /** Any agent, by no rule. */
        public HandOver() {
            this(null);
        }
    }

    /** Nothing needs saying. */
    record Silence() implements AutoAnswer {}
}
