package io.keshu.domain.conversation;

import io.keshu.domain.customer.Identity;
import io.keshu.domain.inbound.WaitingInbound;
import io.keshu.domain.lock.Lane;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a lane: enough to decide what its waiting messages change.
 *
 * @param waiting in order of arrival; possibly not all of them
 * @param more whether further ones wait behind these
 * @param identities who is known on this lane; more than one only if two identities share a lane
 */
public record LaneSnapshot(Lane lane, List<WaitingInbound> waiting, boolean more, List<KnownIdentity> identities) {

    public LaneSnapshot {
        waiting = List.copyOf(waiting);
        identities = List.copyOf(identities);
    }

    /**
     * @param open the open conversation of this identity, of which there is at most one
     */
    public record KnownIdentity(Identity identity, @Nullable Conversation open) {}
}
