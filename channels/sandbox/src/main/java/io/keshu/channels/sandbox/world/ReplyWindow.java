package io.keshu.channels.sandbox.world;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How many messages a follower may still be sent. Not thread-safe: its follower guards it. */
final class ReplyWindow {

    /** Whether one more message may be sent. */
    enum Verdict {
        OPEN,
        CLOSED,
        USED_UP
    }

    /** One grant as it is kept. */
    record Granted(ReplyGrant grant, Instant until, int left) {}

    private final Map<ReplyGrant, Granted> grants = new EnumMap<>(ReplyGrant.class);

    /** The count fills again and the time begins anew. */
    void grant(ReplyGrant grant, Instant now) {
        grants.put(grant, new Granted(grant, now.plus(grant.valid()), grant.messages()));
    }

    Verdict check(Instant now) {
        grants.values().removeIf(granted -> !now.isBefore(granted.until()));
        if (grants.isEmpty()) {
            return Verdict.CLOSED;
        }
        return grants.values().stream().anyMatch(granted -> granted.left() > 0) ? Verdict.OPEN : Verdict.USED_UP;
    }

    /** Uses the grant that ends first. */
    void use() {
        grants.values().stream()
                .filter(granted -> granted.left() > 0)
                .min(Comparator.comparing(Granted::until))
                .ifPresent(granted ->
                        grants.put(granted.grant(), new Granted(granted.grant(), granted.until(), granted.left() - 1)));
    }

    List<Granted> kept() {
        return new ArrayList<>(grants.values());
    }

    void restore(List<Granted> kept) {
        kept.forEach(granted -> grants.put(granted.grant(), granted));
    }
}
