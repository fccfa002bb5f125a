package io.keshu.domain.store;

import io.keshu.domain.inbound.InboundKey;
import io.keshu.domain.inbound.InboundStore;
import io.keshu.domain.inbound.WaitingInbound;
import io.keshu.domain.lock.Lane;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

final class InMemoryInboundStore implements InboundStore {

    private final InMemoryDatabase database;

    InMemoryInboundStore(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public void insert(List<WaitingInbound> rows) {
        database.tell(() -> {
            Set<InboundKey> keys = new HashSet<>();
            for (WaitingInbound row : rows) {
                database.check(row);
                if (database.inboundKeys.containsKey(row.key()) || !keys.add(row.key())) {
                    throw new KeyTakenException("Key is taken: " + row.key());
                }
            }
            for (WaitingInbound row : rows) {
                database.inboundKeys.put(row.key(), row.id());
                database.inbound.put(row.id(), row);
            }
        });
    }

    @Override
    public Map<InboundKey, Long> findKeys(Collection<InboundKey> keys) {
        return database.ask(() -> {
            Map<InboundKey, Long> found = new HashMap<>();
            for (InboundKey key : keys) {
                Long id = database.inboundKeys.get(key);
                if (id != null) {
                    found.put(key, id);
                }
            }
            return found;
        });
    }

    @Override
    public List<Lane> lanesWaitingSince(Instant before, int limit) {
        return database.ask(() -> database.inbound.values().stream()
                .filter(row -> row.receivedAt().isBefore(before))
                .map(WaitingInbound::lane)
                .distinct()
                .limit(limit)
                .toList());
    }

    @Override
    public Optional<Instant> oldestWaiting() {
        return database.ask(() -> database.inbound.values().stream()
                .map(WaitingInbound::receivedAt)
                .findFirst());
    }

    @Override
    public long countWaiting() {
        return database.ask(() -> (long) database.inbound.size());
    }

    @Override
    public void setAside(long inboundId, String reason) {
        database.tell(() -> {
            WaitingInbound row = database.inbound.remove(inboundId);
            if (row != null) {
                database.setAside.put(inboundId, new InMemoryDatabase.SetAsideRow(row, reason, false));
            }
        });
    }

    @Override
    public long countSetAside() {
        return database.ask(() -> database.setAside.values().stream()
                .filter(row -> !row.discarded())
                .count());
    }
}
