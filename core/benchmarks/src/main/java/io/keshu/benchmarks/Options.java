package io.keshu.benchmarks;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much is measured. The defaults are what results are quoted for.
 *
 * @param folder for data and logs; removed and made anew
 * @param rounds of each kind, of which the medians are printed
 * @param seconds of a round
 * @param warmUp messages of each kind before the first round: what a compiler needs, however busy the machine is
 * @param customers who write
 * @param accounts that they write to
 * @param agents with a socket each
 * @param connections of the provider
 * @param window messages under way at most while the whole pipeline is measured
 * @param stored messages that there are in the last rounds
 * @param rules auto-reply rules that are on, none of which answers what the customers write
 */
record Options(
        Path folder,
        int rounds,
        int seconds,
        int warmUp,
        int customers,
        int accounts,
        int agents,
        int connections,
        int window,
        int stored,
        int rules) {

    private static final List<String> NAMES = List.of(
            "folder",
            "rounds",
            "seconds",
            "warmUp",
            "customers",
            "accounts",
            "agents",
            "connections",
            "window",
            "stored",
            "rules");

    /** From arguments of the form {@code name=value}, for whatever differs from the defaults. */
    static Options of(String... arguments) {
        Map<String, String> given = new TreeMap<>();
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            if (parts.length < 2 || !NAMES.contains(parts[0])) {
                throw new IllegalArgumentException("'" + argument + "' is none of " + NAMES
                        + " with '=' and a value, in " + Arrays.asList(arguments));
            }
            given.put(parts[0], parts[1]);
        }
        return new Options(
                Path.of(given.getOrDefault("folder", "target/bench")).toAbsolutePath(),
                number(given, "rounds", 3),
                number(given, "seconds", 15),
                number(given, "warmUp", 250_000),
                number(given, "customers", 10_000),
                number(given, "accounts", 8),
                number(given, "agents", 10),
                number(given, "connections", 256),
                number(given, "window", 800),
                number(given, "stored", 1_000_000),
                number(given, "rules", 0));
    }

    private static int number(Map<String, String> given, String name, int usual) {
        return Integer.parseInt(given.getOrDefault(name, Integer.toString(usual)));
    }
}
