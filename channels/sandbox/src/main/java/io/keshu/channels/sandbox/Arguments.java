package io.keshu.channels.sandbox;

import io.keshu.channels.sandbox.push.PushSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The options of a sandbox on the command line. */
final class Arguments {

    private static final Set<String> KNOWN = Set.of(
            "host", "port", "log", "log-bound", "world", "deadline-ms", "interval-ms", "tries", "in-flight", "seed");

    private final Map<String, String> values = new HashMap<>();

    private Arguments(String[] args) {
        for (String arg : args) {
            int equals = arg.indexOf('=');
            String name = arg.startsWith("--") && equals > 2 ? arg.substring(2, equals) : "";
            if (!KNOWN.contains(name)) {
                throw new IllegalArgumentException("Unknown option " + arg + "; there are --"
                        + String.join("=, --", KNOWN.stream().sorted().toList()) + "=");
            }
            values.put(name, arg.substring(equals + 1));
        }
    }

    /** @throws IllegalArgumentException if an option is unknown or makes no sense */
    static SandboxOptions read(String[] args) {
        Arguments given = new Arguments(args);
        SandboxOptions defaults = SandboxOptions.defaults();
        PushSettings wechat = defaults.push();
        return new SandboxOptions(
                given.values.getOrDefault("host", defaults.host()),
                (int) given.number("port", defaults.port(), 0, 65_535),
                new PushSettings(
                        Duration.ofMillis(
                                given.number("deadline-ms", wechat.deadline().toMillis(), 1, 600_000)),
                        Duration.ofMillis(
                                given.number("interval-ms", wechat.interval().toMillis(), 0, 600_000)),
                        (int) given.number("tries", wechat.tries(), 1, 100),
                        (int) given.number("in-flight", wechat.inFlight(), 1, 10_000),
                        given.number("seed", wechat.seed(), Long.MIN_VALUE, Long.MAX_VALUE)),
                (int) given.number("log-bound", defaults.logBound(), 1, 10_000_000),
                given.path("log"),
                given.path("world"));
    }

    private long number(String name, long otherwise, long least, long most) {
        String text = values.get(name);
        if (text == null) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--" + name + " must be a number, not " + text, e);
        }
        throw new IllegalArgumentException("--" + name + " must be from " + least + " to " + most);
    }

    private @Nullable Path path(String name) {
        String text = values.get(name);
        return text == null || text.isBlank() ? null : Path.of(text);
    }
}
