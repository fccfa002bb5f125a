package io.keshu.channels.testkit;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.ChannelType;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Accounts kept in memory, changed by the test as the console would change them. Thread-safe. */
public final class InMemoryChannelAccounts implements ChannelAccounts {

    private final Map<ChannelAccountId, ChannelAccount> accounts = new ConcurrentHashMap<>();

    /** Adds the account or replaces the one with its id. */
    public InMemoryChannelAccounts put(ChannelAccount account) {
        accounts.put(account.id(), account);
        return this;
    }

    /** Forgets the account, as if it had been deleted. */
    public void remove(ChannelAccountId id) {
        accounts.remove(id);
    }

    /** Switches the account on or off; its version grows. */
    public void enable(ChannelAccountId id, boolean enabled) {
        accounts.computeIfPresent(
                id,
                (same, old) -> new ChannelAccount(
                        id,
                        old.type(),
                        old.key(),
                        old.name(),
                        enabled,
                        old.settings(),
                        old.secrets(),
                        old.version() + 1));
    }

    @Override
    public Optional<ChannelAccount> find(ChannelType type, String key) {
        return accounts.values().stream()
                .filter(account -> account.type().equals(type) && account.key().equals(key))
                .findFirst();
    }

    @Override
    public Optional<ChannelAccount> find(ChannelAccountId id) {
        return Optional.ofNullable(accounts.get(id));
    }
}
