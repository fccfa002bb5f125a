package io.keshu.domain.store;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.domain.account.AccountChange;
import io.keshu.domain.account.AccountChange.Position;
import io.keshu.domain.account.ChannelAccountStore;
import io.keshu.domain.account.FormerAccount;
import io.keshu.domain.agent.AgentId;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

final class InMemoryChannelAccountStore implements ChannelAccountStore {

    private static final Comparator<Position> LATEST_FIRST = Comparator.comparing(Position::at)
            .thenComparing(position -> position.account().value())
            .thenComparing(Position::version)
            .reversed();

    private final InMemoryDatabase database;
    private final Clock clock;
    private long revision;

    InMemoryChannelAccountStore(InMemoryDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public List<ChannelAccount> all() {
        return database.ask(() -> List.copyOf(database.accounts.values()));
    }

    @Override
    public List<FormerAccount> former() {
        return database.ask(() -> List.copyOf(database.formerAccounts.values()));
    }

    @Override
    public void insert(ChannelAccount account, AgentId by) {
        database.tell(() -> {
            if (taken(account)) {
                throw new KeyTakenException("Key is taken: " + account.key());
            }
            database.accounts.put(account.id().value(), account);
            remember(AccountChange.between(null, account, by, now()));
        });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private void remember(AccountChange change) {
        database.accountChanges.add(change);
        revision++;
    }

    private boolean taken(ChannelAccount account) {
        return database.accounts.values().stream()
                .anyMatch(known -> !known.id().equals(account.id())
                        && known.type().equals(account.type())
                        && known.key().equals(account.key()));
    }

    private ChannelAccount stored(ChannelAccountId id, long version) {
        ChannelAccount stored = database.accounts.get(id.value());
        if (stored == null || stored.version() != version) {
            throw new StaleVersionException("Account changed: " + id);
        }
        return stored;
    }

    @Override
    public void update(ChannelAccount account, AgentId by) {
        database.tell(() -> {
            ChannelAccount stored = stored(account.id(), account.version());
            ChannelAccount next = new ChannelAccount(
                    account.id(),
                    stored.type(),
                    stored.key(),
                    account.name(),
                    account.enabled(),
                    account.settings(),
                    account.secrets(),
                    account.version() + 1);
            database.accounts.put(account.id().value(), next);
            remember(AccountChange.between(stored, next, by, now()));
        });
    }

    @Override
    public void delete(ChannelAccountId id, long version, AgentId by) {
        database.tell(() -> {
            ChannelAccount stored = stored(id, version);
            Instant now = now();
            database.accounts.remove(id.value());
            database.formerAccounts.put(
                    id.value(), new FormerAccount(id, stored.type(), stored.key(), stored.name(), now));
            remember(AccountChange.deletion(stored, by, now));
        });
    }

    @Override
    public List<AccountChange> changes(ChannelAccountId of, Position after, int limit) {
        return database.ask(() -> database.accountChanges.stream()
                .filter(change -> of == null || change.account().equals(of))
                .filter(change -> after == null || LATEST_FIRST.compare(change.position(), after) > 0)
                .sorted(Comparator.comparing(AccountChange::position, LATEST_FIRST))
                .limit(limit)
                .toList());
    }

    @Override
    public Optional<AccountChange> lastChange(ChannelAccountId id) {
        return database.ask(() -> database.accountChanges.stream()
                .filter(change -> change.account().equals(id))
                .max(Comparator.comparing(AccountChange::version)));
    }

    @Override
    public long revision() {
        return database.ask(() -> revision);
    }
}
