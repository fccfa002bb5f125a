package io.keshu.domain.erasure;

import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.domain.customer.Identity;
import io.keshu.domain.customer.IdentityId;
import java.time.Instant;

/**
 * A customer who left and whose data is to be erased. Ordered in the transaction that takes the customer's departure into the timeline.
 *
 * @param identity who it was; from that transaction on it has the address {@link #erased}, and whoever writes from the former address
 *     is a new customer
 * @param address the former address, forgotten when the erasure is done
 * @param requestedAt when the customer's departure was received
 * @param attempts how often somebody has set about it
 */
public record Erasure(IdentityId identity, ChannelAddress address, Instant requestedAt, int attempts) {

    /** What all former addresses begin with. No provider gives such ids. */
    public static final String PREFIX = "erased:";

    /** The identity as it is once its customer has left: without an address that anybody writes from. */
    public static Identity erased(Identity identity) {
        ExternalUserId nobody = new ExternalUserId(PREFIX + identity.id());
        return new Identity(
                identity.id(),
                identity.customer(),
                new ChannelAddress(identity.address().account(), nobody),
                identity.firstSeenAt());
    }
}
