package io.keshu.domain.store;

import io.keshu.domain.customer.IdentityId;
import io.keshu.domain.reply.ConsentLedger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The twin of the ledger in memory. */
public final class InMemoryConsentLedger implements ConsentLedger {

    private record Key(Place place, String template) {}

    private final Map<Key, Entry> entries = new LinkedHashMap<>();

    @Override
    public synchronized void write(List<Entry> written) {
        written.forEach(entry -> entries.put(new Key(entry.place(), entry.template()), entry));
    }

    @Override
    public synchronized Set<Place> known(Collection<Place> places) {
        return entries.keySet().stream()
                .map(Key::place)
                .filter(places::contains)
                .collect(Collectors.toSet());
    }

    @Override
    public synchronized List<Entry> latest(IdentityId identity, int limit) {
        List<Entry> found = new ArrayList<>(entries.values().stream()
                .filter(entry -> entry.identity().equals(identity))
                .sorted(Comparator.comparing(Entry::at))
                .toList());
        return found.subList(Math.max(0, found.size() - limit), found.size());
    }

    @Override
    public synchronized void clear() {
        entries.clear();
    }
}
