package io.keshu.domain.inbound;

import io.keshu.channels.api.InboundEnvelope;
import io.keshu.domain.lock.Lane;
import java.time.Instant;

/**
 * An accepted message that waits to be worked off.
 *
 * @param id the hub's; within a lane, ids give the order of arrival
 * @param receivedAt when the hub took it, to the microsecond
 */
public record WaitingInbound(long id, Lane lane, InboundEnvelope envelope, String traceId, Instant receivedAt) {

    public InboundKey key() {
        return new InboundKey(envelope.account(), envelope.id());
    }
}
