package io.keshu.domain.store;

import io.keshu.domain.fact.FactBatch;
import io.keshu.domain.fact.FactDestination;
import io.keshu.domain.fact.FactStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A destination's own writes are rolled back by nobody here: one that fails must not have written. */
final class InMemoryFactStore implements FactStore {

    private final InMemoryDatabase database;
    private final Clock clock;

    InMemoryFactStore(InMemoryDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public void register(Set<String> destinations) {
        database.tell(
                () -> destinations.forEach(name -> database.dispatch.computeIfAbsent(name, n -> new TreeMap<>())));
    }

    private Map<Long, Instant> waiting(String destination) {
        return database.dispatch.getOrDefault(destination, new TreeMap<>());
    }

    private Stream<Long> due(String destination) {
        Instant now = clock.instant();
        return waiting(destination).entrySet().stream()
                .filter(entry -> !entry.getValue().isAfter(now))
                .map(Map.Entry::getKey);
    }

    @Override
    public int deliver(FactDestination destination, int limit) {
        return database.ask(() -> {
            List<Long> ids = due(destination.name()).limit(limit).toList();
            if (!ids.isEmpty()) {
                destination.apply(ids.stream()
                        .map(id -> new FactBatch(id, database.facts.get(id)))
                        .toList());
                ids.forEach(waiting(destination.name())::remove);
            }
            return ids.size();
        });
    }

    @Override
    public void postponeFirst(FactDestination destination, Duration delay) {
        database.tell(() -> {
            Optional<Long> first = due(destination.name()).findFirst();
            first.ifPresent(
                    id -> waiting(destination.name()).put(id, clock.instant().plus(delay)));
        });
    }

    @Override
    public long rebuild(FactDestination destination) {
        return database.ask(() -> {
            destination.reset();
            TreeMap<Long, Instant> waiting =
                    database.dispatch.computeIfAbsent(destination.name(), name -> new TreeMap<>());
            waiting.clear();
            database.facts.keySet().forEach(id -> waiting.put(id, Instant.EPOCH));
            return (long) waiting.size();
        });
    }

    @Override
    public long countWaiting(String destination) {
        return database.ask(() -> (long) waiting(destination).size());
    }
}
