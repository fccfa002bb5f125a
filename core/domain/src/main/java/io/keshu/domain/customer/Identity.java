package io.keshu.domain.customer;

import io.keshu.channels.api.ChannelAddress;
import io.keshu.domain.lock.Lane;
import java.time.Instant;

/** The row between customer and conversation: who an account's external user is. Unique by address. */
public record Identity(IdentityId id, CustomerId customer, ChannelAddress address, Instant firstSeenAt) {

    public Lane lane() {
        return Lane.of(address.account(), address.user());
    }
}
