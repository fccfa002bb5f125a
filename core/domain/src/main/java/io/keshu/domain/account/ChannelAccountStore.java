package io.keshu.domain.account;

import io.keshu.channels.api.ChannelAccount;
import java.util.List;

/** Channel accounts, durably; secrets are encrypted at rest. A port. */
public interface ChannelAccountStore {

    /** All accounts with their secrets decrypted. An account whose secrets can't be decrypted comes disabled and without them, with a log line. */
    List<ChannelAccount> all();

    /** @throws io.keshu.domain.store.KeyTakenException if the type has this key already */
    void insert(ChannelAccount account);

    /**
     * Saves a changed account.
     *
     * @param account with the version that was read; it is stored with the next
     * @throws io.keshu.domain.store.StaleVersionException if the version is not the stored one
     */
    void update(ChannelAccount account);

    /** A figure that changes whenever any account does; cheap to ask. */
    long revision();
}
