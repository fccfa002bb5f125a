package io.keshu.domain.inbound;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ExternalMessageId;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.domain.agent.AgentId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message that was accepted and can't be brought into a timeline, as an operator sees it. Its content is not read for that: it may be
 * what is wrong with it.
 *
 * @param id under which it was accepted
 * @param kind the kind of content, as facts name it
 * @param raw as the provider sent it
 * @param reason what the store said
 * @param discarded whether somebody decided that it is not to be tried again
 * @param acts what was done with it, the first first
 */
public record SetAside(
        long id,
        ChannelAccountId account,
        ExternalMessageId externalId,
        ExternalUserId user,
        Instant receivedAt,
        String kind,
        @Nullable String text,
        String raw,
        String traceId,
        String reason,
        boolean discarded,
        List<Act> acts) {

    public SetAside {
        acts = List.copyOf(acts);
    }

    /** The same, with what was done with it. */
    public SetAside with(List<Act> done) {
        return new SetAside(
                id, account, externalId, user, receivedAt, kind, text, raw, traceId, reason, discarded, done);
    }

    /** What somebody did. New constants go to the end: the position is what the database keeps. */
    public enum What {
        TRIED_AGAIN,
        DISCARDED
    }

    /** Who did what, and when. */
    public record Act(What what, AgentId by, Instant at) {}
}
