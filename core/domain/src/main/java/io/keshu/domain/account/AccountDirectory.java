package io.keshu.domain.account;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.ChannelType;
import io.keshu.domain.id.IdGenerator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The accounts in memory, kept in step with the store by {@link #refresh}. While the store is away the last known accounts go on
 * being served.
 */
public final class AccountDirectory implements ChannelAccounts {

    private final ChannelAccountStore store;
    private final IdGenerator ids;
    private volatile Known known = new Known(Long.MIN_VALUE, Map.of(), Map.of());

    public AccountDirectory(ChannelAccountStore store, IdGenerator ids) {
        this.store = store;
        this.ids = ids;
    }

    private record Key(ChannelType type, String key) {}

    private record Known(long revision, Map<ChannelAccountId, ChannelAccount> byId, Map<Key, ChannelAccount> byKey) {}

    /**
     * Reads the accounts again if any changed. To be called every two seconds.
     *
     * @throws io.keshu.domain.store.StoreUnavailableException if the store can't be asked; what is known stays
     */
    public synchronized void refresh() {
        // The revision is read first: a change in between is then read twice rather than missed.
        long revision = store.revision();
        if (revision == known.revision) {
            return;
        }
        Map<ChannelAccountId, ChannelAccount> byId = new HashMap<>();
        Map<Key, ChannelAccount> byKey = new HashMap<>();
        for (ChannelAccount account : store.all()) {
            byId.put(account.id(), account);
            byKey.put(new Key(account.type(), account.key()), account);
        }
        known = new Known(revision, Map.copyOf(byId), Map.copyOf(byKey));
    }

    @Override
    public Optional<ChannelAccount> find(ChannelType type, String key) {
        return Optional.ofNullable(known.byKey.get(new Key(type, key)));
    }

    @Override
    public Optional<ChannelAccount> find(ChannelAccountId id) {
        return Optional.ofNullable(known.byId.get(id));
    }

    public List<ChannelAccount> all() {
        return new ArrayList<>(known.byId.values());
    }

    public Optional<ChannelType> typeOf(ChannelAccountId id) {
        return find(id).map(ChannelAccount::type);
    }

    /** @throws io.keshu.domain.store.KeyTakenException if the type has this key already */
    public ChannelAccount create(
            ChannelType type,
            String key,
            String name,
            boolean enabled,
            Map<String, String> settings,
            Map<String, String> secrets) {
        ChannelAccount account =
                new ChannelAccount(new ChannelAccountId(ids.next()), type, key, name, enabled, settings, secrets, 1);
        store.insert(account);
        refresh();
        return account;
    }

    /**
     * @param changed with the version that was read
     * @return the account as stored
     * @throws io.keshu.domain.store.StaleVersionException if somebody changed it since
     */
    public ChannelAccount update(ChannelAccount changed) {
        store.update(changed);
        refresh();
        return find(changed.id()).orElse(changed);
    }
}
