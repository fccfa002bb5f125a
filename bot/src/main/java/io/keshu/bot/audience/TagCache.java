package io.keshu.bot.audience;

import io.keshu.channels.api.ChannelAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The tags of those who wrote lately, so that a customer's messages in a row cost one question. Thread-safe. */
final class TagCache {

    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final int MAX = 20_000;

    private record Known(Set<String> names, Instant until) {}

    private final FollowerStore store;
    private final Clock clock;
    private final Map<ChannelAddress, Known> known = new LinkedHashMap<>();

    TagCache(FollowerStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    Set<String> of(ChannelAddress address) {
        Instant now = clock.instant();
        synchronized (known) {
            Known found = known.get(address);
            if (found != null && found.until.isAfter(now)) {
                return found.names;
            }
        }
        Set<String> names = store.tagNames(address.account(), address.user());
        synchronized (known) {
            known.remove(address);
            known.put(address, new Known(names, now.plus(FRESH)));
            while (known.size() > MAX) {
                known.remove(known.keySet().iterator().next());
            }
        }
        return names;
    }

    void forget(ChannelAddress address) {
        synchronized (known) {
            known.remove(address);
        }
    }

    void clear() {
        synchronized (known) {
            known.clear();
        }
    }
}
