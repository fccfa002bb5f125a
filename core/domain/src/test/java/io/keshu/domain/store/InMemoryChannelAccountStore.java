package io.keshu.domain.store;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.domain.account.ChannelAccountStore;
import java.util.List;

final class InMemoryChannelAccountStore implements ChannelAccountStore {

    private final InMemoryDatabase database;
    private long revision;

    InMemoryChannelAccountStore(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public List<ChannelAccount> all() {
        return database.ask(() -> List.copyOf(database.accounts.values()));
    }

    @Override
    public void insert(ChannelAccount account) {
        database.tell(() -> {
            if (taken(account)) {
                throw new KeyTakenException("Key is taken: " + account.key());
            }
            database.accounts.put(account.id().value(), account);
            revision++;
        });
    }

    private boolean taken(ChannelAccount account) {
        return database.accounts.values().stream()
                .anyMatch(known -> !known.id().equals(account.id())
                        && known.type().equals(account.type())
                        && known.key().equals(account.key()));
    }

    @Override
    public void update(ChannelAccount account) {
        database.tell(() -> {
            ChannelAccount stored = database.accounts.get(account.id().value());
            if (stored == null || stored.version() != account.version()) {
                throw new StaleVersionException("Account changed: " + account.id());
            }
            if (taken(account)) {
                throw new KeyTakenException("Key is taken: " + account.key());
            }
            database.accounts.put(
                    account.id().value(),
                    new ChannelAccount(
                            account.id(),
                            account.type(),
                            account.key(),
                            account.name(),
                            account.enabled(),
                            account.settings(),
                            account.secrets(),
                            account.version() + 1));
            revision++;
        });
    }

    @Override
    public long revision() {
        return database.ask(() -> revision);
    }
}
