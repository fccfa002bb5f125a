package io.keshu.domain.account;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.domain.agent.AgentId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Channel accounts, durably; secrets are encrypted at rest. Whatever is done to one is remembered together with who did it, without the
 * secrets. A port.
 */
public interface ChannelAccountStore {

    /** All accounts with their secrets decrypted. An account whose secrets can't be decrypted comes disabled and without them, with a log line. */
    List<ChannelAccount> all();

    /** Those that were deleted. */
    List<FormerAccount> former();

    /** As {@link #insert(ChannelAccount, AgentId)}, done by the hub itself. */
    default void insert(ChannelAccount account) {
        insert(account, null);
    }

    /**
     * @param by null where the hub itself does it
     * @throws io.keshu.domain.store.KeyTakenException if the type has this key already; a deleted account's key is free
     */
    void insert(ChannelAccount account, @Nullable AgentId by);

    /** As {@link #update(ChannelAccount, AgentId)}, done by the hub itself. */
    default void update(ChannelAccount account) {
        update(account, null);
    }

    /**
     * Saves a changed account.
     *
     * @param account with the version that was read; it is stored with the next
     * @param by null where the hub itself does it
     * @throws io.keshu.domain.store.StaleVersionException if the version is not the stored one, or the account is deleted
     */
    void update(ChannelAccount account, @Nullable AgentId by);

    /**
     * Deletes an account for good: its secrets are gone, and its key is free.
     *
     * @throws io.keshu.domain.store.StaleVersionException if the version is not the stored one, or the account is deleted
     */
    void delete(ChannelAccountId id, long version, @Nullable AgentId by);

    /**
     * What was done, the latest first.
     *
     * @param of only to this account, if given
     * @param after where the previous page ended; null for the first page
     */
    List<AccountChange> changes(@Nullable ChannelAccountId of, AccountChange.@Nullable Position after, int limit);

    /** What was done last to an account, whether it is there or deleted. */
    Optional<AccountChange> lastChange(ChannelAccountId id);

    /** A figure that changes whenever any account does; cheap to ask. */
    long revision();
}
