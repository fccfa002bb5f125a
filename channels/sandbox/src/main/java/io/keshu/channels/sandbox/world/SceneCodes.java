package io.keshu.channels.sandbox.world;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The QR codes with scenes (带参数二维码) that an account has made. Thread-safe. */
public final class SceneCodes {

    /** The most permanent ones that one account may make. */
    public static final int MOST_PERMANENT = 100_000;

    private static final SecureRandom RANDOM = new SecureRandom();

    /**
     * A code.
     *
     * @param expiresAt null if it is permanent
     */
    public record Code(
            String ticket, String scene, @Nullable Instant expiresAt) {

        /** What the picture says. */
        public String url() {
            return "http://weixin.qq.com/q/" + ticket.substring(2, 26);
        }

        /** Whether scanning it leads nowhere any more. */
        public boolean expired(Instant now) {
            return expiresAt != null && !now.isBefore(expiresAt);
        }
    }

    private final Map<String, Code> byTicket = new ConcurrentHashMap<>();
    private final AtomicInteger permanent = new AtomicInteger();

    /** @return empty if there are as many permanent ones as there may be */
    public Optional<Code> make(String scene, @Nullable Duration validity, Instant now) {
        if (validity == null && permanent.incrementAndGet() > MOST_PERMANENT) {
            permanent.decrementAndGet();
            return Optional.empty();
        }
        byte[] random = new byte[48];
        RANDOM.nextBytes(random);
        String ticket = "gQ" + Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "==";
        Code code = new Code(ticket, scene, validity == null ? null : now.plus(validity));
        byTicket.put(ticket, code);
        return Optional.of(code);
    }

    public Optional<Code> find(String ticket) {
        return Optional.ofNullable(byTicket.get(ticket));
    }

    /** The code of a scene that is valid longest. */
    public Optional<Code> ofScene(String scene) {
        return all().stream().filter(code -> code.scene().equals(scene)).reduce((a, b) -> later(a, b) ? b : a);
    }

    private static boolean later(Code a, Code b) {
        Instant first = a.expiresAt();
        Instant second = b.expiresAt();
        return first != null && (second == null || second.isAfter(first));
    }

    public Collection<Code> all() {
        return List.copyOf(byTicket.values());
    }

    List<Code> save() {
        return List.copyOf(byTicket.values());
    }

    void restore(List<Code> saved) {
        for (Code code : saved) {
            byTicket.put(code.ticket(), code);
            if (code.expiresAt() == null) {
                permanent.incrementAndGet();
            }
        }
    }
}
