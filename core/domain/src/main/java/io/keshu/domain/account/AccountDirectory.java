package io.keshu.domain.account;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.ChannelType;
import io.keshu.domain.agent.AgentId;
import io.keshu.domain.id.IdGenerator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The accounts in memory, kept in step with the store by {@link #refresh}. While the store is away the last known accounts go on
 * being served.
 */
public final class AccountDirectory implements ChannelAccounts {

    private final ChannelAccountStore store;
    private final IdGenerator ids;
    private volatile Known known = new Known(Long.MIN_VALUE, Map.of(), Map.of(), Map.of());

    public AccountDirectory(ChannelAccountStore store, IdGenerator ids) {
        this.store = store;
        this.ids = ids;
    }

    private record Key(ChannelType type, String key) {}

    private record Known(
            long revision,
            Map<ChannelAccountId, ChannelAccount> byId,
            Map<Key, ChannelAccount> byKey,
            Map<ChannelAccountId, FormerAccount> former) {}

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
        Map<ChannelAccountId, FormerAccount> former = new HashMap<>();
        for (FormerAccount account : store.former()) {
            // One that was deleted between the two questions is there no more.
            byKey.values().removeIf(other -> other.id().equals(account.id()));
            byId.remove(account.id());
            former.put(account.id(), account);
        }
        known = new Known(revision, Map.copyOf(byId), Map.copyOf(byKey), Map.copyOf(former));
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

    /** Of an account that was deleted. */
    public Optional<FormerAccount> former(ChannelAccountId id) {
        return Optional.ofNullable(known.former.get(id));
    }

    /** Those that were deleted. */
    public List<FormerAccount> former() {
        return List.copyOf(known.former.values());
    }

    /** Of an account that is there, or was. */
    public Optional<ChannelType> typeOf(ChannelAccountId id) {
        return find(id).map(ChannelAccount::type).or(() -> former(id).map(FormerAccount::type));
    }

    /** What an account that is there is called, or what one that was deleted was called. */
    public Optional<String> nameOf(ChannelAccountId id) {
        return find(id).map(ChannelAccount::name).or(() -> former(id).map(FormerAccount::name));
    }

    /** As the method below, done by the hub itself. */
    public ChannelAccount create(
            ChannelType type,
            String key,
            String name,
            boolean enabled,
            Map<String, String> settings,
            Map<String, String> secrets) {
        return create(type, key, name, enabled, settings, secrets, null);
    }

    /**
     * @param by null where the hub itself does it
     * @throws io.keshu.domain.store.KeyTakenException if the type has this key already
     */
    public ChannelAccount create(
            ChannelType type,
            String key,
            String name,
            boolean enabled,
            Map<String, String> settings,
            Map<String, String> secrets,
            @Nullable AgentId by) {
        ChannelAccount account =
                new ChannelAccount(new ChannelAccountId(ids.next()), type, key, name, enabled, settings, secrets, 1);
        store.insert(account, by);
        refresh();
        return account;
    }

    /** As {@link #update(ChannelAccount, AgentId)}, done by the hub itself. */
    public ChannelAccount update(ChannelAccount changed) {
        return update(changed, null);
    }

    /**
     * @param changed with the version that was read
     * @param by null where the hub itself does it
     * @return the account as stored
     * @throws io.keshu.domain.store.StaleVersionException if somebody changed it since
     */
    public ChannelAccount update(ChannelAccount changed, @Nullable AgentId by) {
        store.update(changed, by);
        refresh();
        return find(changed.id()).orElse(changed);
    }

    /**
     * Deletes an account. It stops here at once and elsewhere within seconds; its conversations stay, and those that are open are ended by
     * {@link io.keshu.domain.conversation.FormerConversations}.
     *
     * @param version the version that was read
     * @throws io.keshu.domain.store.StaleVersionException if somebody changed or deleted it since
     */
    public void delete(ChannelAccountId id, long version, AgentId by) {
        store.delete(id, version, by);
        refresh();
    }
}
