package io.keshu.domain.bound;

import io.keshu.channels.api.AcceptFailedException;
import io.keshu.channels.api.ChannelState;
import io.keshu.channels.api.StateKey;
import io.keshu.domain.store.StoreUnavailableException;
import java.util.Optional;

/** The channels' view of what is kept for them. */
public final class StoredChannelState implements ChannelState {

    private final AccountLeases leases;

    public StoredChannelState(AccountLeases leases) {
        this.leases = leases;
    }

    @Override
    public Optional<Entry> find(StateKey key) {
        try {
            return leases.find(key);
        } catch (StoreUnavailableException e) {
            throw new AcceptFailedException("Not read: " + e.getMessage(), e);
        }
    }
}
