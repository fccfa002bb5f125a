package io.keshu.channels.weixin.client;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The access token of one account: a copy in memory, and the one in Redis that all nodes share. Every node can fetch a token without asking
 * the others, since {@code stable_token} gives the same one to all; so there is no lock over the cluster. Thread-safe.
 */
final class AccessTokens {

    /** How long a copy serves before Redis is asked again: another node may have forced a new token. */
    private static final Duration RECHECK = Duration.ofSeconds(10);

    /** What the SDK takes off a token's life in Redis, hence how long a copy is good for whatever life it had left. */
    private static final Duration MARGIN = Duration.ofSeconds(150);

    /** WeChat's own margin: the old token stays good for five minutes when a new one is issued in the regular way. */
    private static final int EARLIER_SECONDS = 200;

    private record Copy(String token, long goodUntil, long recheckAt) {}

    private final SharedStore store;
    private final @Nullable StoredToken shared;
    private volatile @Nullable Copy copy;

    /** @param shared where all nodes find it; null keeps it to this one */
    AccessTokens(SharedStore store, @Nullable StoredToken shared) {
        this.store = store;
        this.shared = shared;
    }

    /** A token that is believed to be good. */
    Optional<String> known() {
        long now = System.nanoTime();
        Copy mine = copy;
        if (mine != null && now - mine.recheckAt < 0 && now - mine.goodUntil < 0) {
            return Optional.of(mine.token);
        }
        Optional<String> theirs = inRedis();
        if (theirs.isPresent()) {
            boolean same = mine != null && mine.token.equals(theirs.get());
            long goodUntil = now + MARGIN.toNanos();
            copy = new Copy(
                    theirs.get(),
                    same && mine != null && mine.goodUntil - goodUntil > 0 ? mine.goodUntil : goodUntil,
                    now + RECHECK.toNanos());
            return theirs;
        }
        if (mine != null && now - mine.goodUntil < 0) {
            copy = new Copy(mine.token, mine.goodUntil, now + RECHECK.toNanos());
            return Optional.of(mine.token);
        }
        return Optional.empty();
    }

    /** A token that is believed to be good and is not the one that was just refused. */
    Optional<String> knownOtherThan(String refused) {
        Copy mine = copy;
        if (mine != null && !mine.token.equals(refused)) {
            return known();
        }
        copy = null;
        return known().filter(token -> !token.equals(refused));
    }

    private Optional<String> inRedis() {
        StoredToken stored = shared;
        return stored == null ? Optional.empty() : store.ask(stored::read);
    }

    /** Keeps a fresh token, here and where all nodes find it. */
    void learn(String token, int expiresInSeconds) {
        long now = System.nanoTime();
        long good = Duration.ofSeconds(Math.max(1, expiresInSeconds - EARLIER_SECONDS))
                .toNanos();
        copy = new Copy(token, now + good, now + RECHECK.toNanos());
        StoredToken stored = shared;
        // Below the margin the SDK would store it without an end.
        if (stored != null && expiresInSeconds > EARLIER_SECONDS) {
            store.ask(() -> {
                stored.write(token, expiresInSeconds);
                return Boolean.TRUE;
            });
        }
    }
}
