package io.keshu.channels.sandbox.world;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * One account's access tokens of one kind: the newest is valid for two hours, the one before it for five more minutes. Thread-safe.
 */
public final class AccessTokens {

    /** A token and the seconds for which it is still valid. */
    public record Issued(String token, long expiresIn) {}

    /** What a token is worth. */
    public enum State {
        VALID,
        EXPIRED,
        UNKNOWN
    }

    private static final Duration VALID = Duration.ofHours(2);
    private static final Duration OLD_VALID = Duration.ofMinutes(5);
    private static final Duration BETWEEN_FORCED = Duration.ofSeconds(30);
    private static final int FORCED_A_DAY = 20;
    /** WeChat's day. */
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private static final SecureRandom RANDOM = new SecureRandom();

    private @Nullable String current;
    private @Nullable String previous;
    private Instant currentUntil = Instant.MIN;
    private Instant previousUntil = Instant.MIN;
    private Instant forcedAt = Instant.MIN;
    private LocalDate forcedOn = LocalDate.MIN;
    private int forced;

    /** The newest token if it is still valid, else a new one. */
    public synchronized Issued current(Instant now) {
        String token = current;
        if (token == null || !now.isBefore(currentUntil)) {
            return renew(now);
        }
        return new Issued(token, Duration.between(now, currentUntil).toSeconds());
    }

    /** A new token; the one before stays valid for a while. */
    public synchronized Issued renew(Instant now) {
        previous = current;
        previousUntil = min(currentUntil, now.plus(OLD_VALID));
        String token = made();
        current = token;
        currentUntil = now.plus(VALID);
        return new Issued(token, VALID.toSeconds());
    }

    /**
     * A new token though the newest is valid. Within 30 s of the last such demand it is the same again, as with WeChat.
     *
     * @return null if the day's demands are used up
     */
    public synchronized @Nullable Issued force(Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZONE);
        if (!today.equals(forcedOn)) {
            forcedOn = today;
            forced = 0;
        }
        if (forced >= FORCED_A_DAY) {
            return null;
        }
        if (!forcedAt.equals(Instant.MIN) && now.isBefore(forcedAt.plus(BETWEEN_FORCED))) {
            return current(now);
        }
        forced++;
        forcedAt = now;
        return renew(now);
    }

    /** What a token that a caller shows is worth. */
    public synchronized State check(String token, Instant now) {
        if (token.equals(current)) {
            return now.isBefore(currentUntil) ? State.VALID : State.EXPIRED;
        }
        if (token.equals(previous)) {
            return now.isBefore(previousUntil) ? State.VALID : State.UNKNOWN;
        }
        return State.UNKNOWN;
    }

    private static Instant min(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static String made() {
        byte[] bytes = new byte[96];
        RANDOM.nextBytes(bytes);
        return "S1_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    synchronized SavedTokens save() {
        return new SavedTokens(current, currentUntil.equals(Instant.MIN) ? Instant.EPOCH : currentUntil);
    }

    synchronized void restore(SavedTokens saved) {
        current = saved.current();
        currentUntil = saved.currentUntil();
    }
}
