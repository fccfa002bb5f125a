package io.keshu.channels.api;

import java.util.Optional;

/**
 * What channels remember of their accounts and customers: watermarks, threads, parts of long messages. Read by anybody on any node,
 * changed through {@link AccountLease#commit}. Thread-safe.
 */
public interface ChannelState {

    /**
     * The value under this key, if there is one.
     *
     * @throws AcceptFailedException if the store can't be asked
     */
    Optional<Entry> find(StateKey key);

    /** @param version grows with every change, from 1 */
    record Entry(String value, long version) {}
}
