package io.keshu.console.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Makes guessing slow: after five failures for a user name from one address, or thirty from the address in all, each further one
 * doubles the wait, up to five minutes. Counted per node and for the last {@value #MAX_KEYS} pairs; a success clears its pair.
 */
@Component
final class LoginAttempts {

    static final int FREE_PER_NAME = 5;
    static final int FREE_PER_ADDRESS = 30;
    private static final int MAX_KEYS = 10_000;
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration FORGOTTEN = Duration.ofMinutes(15);

    private final Clock clock;
    private final Map<String, Failures> failures = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > MAX_KEYS;
        }
    };

    LoginAttempts(Clock clock) {
        this.clock = clock;
    }

    private record Failures(int count, Instant last, Instant until) {}

    /** How long this attempt has to wait; zero if it may be made now. */
    synchronized Duration waitFor(String username, String address) {
        Duration byName = left(nameKey(username, address));
        Duration byAddress = left(address);
        return byName.compareTo(byAddress) > 0 ? byName : byAddress;
    }

    synchronized void failed(String username, String address) {
        count(nameKey(username, address), FREE_PER_NAME);
        count(address, FREE_PER_ADDRESS);
    }

    synchronized void succeeded(String username, String address) {
        failures.remove(nameKey(username, address));
    }

    private Duration left(String key) {
        Failures known = failures.get(key);
        Instant now = clock.instant();
        return known == null || !known.until.isAfter(now) ? Duration.ZERO : Duration.between(now, known.until);
    }

    private void count(String key, int free) {
        Instant now = clock.instant();
        Failures known = failures.get(key);
        int count = known == null || known.last.plus(FORGOTTEN).isBefore(now) ? 1 : known.count + 1;
        Duration pause = Duration.ZERO;
        if (count >= free) {
            pause = Duration.ofSeconds(1L << Math.min(count - free, 20));
            pause = pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
        }
        failures.put(key, new Failures(count, now, now.plus(pause)));
    }

    private static String nameKey(String username, String address) {
        String name = username.length() > 64 ? username.substring(0, 64) : username;
        return address + " " + name.toLowerCase(Locale.ROOT);
    }
}
