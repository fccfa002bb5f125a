package io.keshu.benchmarks;

import io.keshu.benchmarks.Rounds.Measured;
import io.keshu.benchmarks.driver.RoundResult;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What a run prints. */
final class Report {

    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    void conditions(Stage stage) {
        Options options = stage.options();
        say(
                "machine: %d cores, %s, Java %s, load %s",
                Runtime.getRuntime().availableProcessors(),
                line("/proc/cpuinfo", "model name"),
                System.getProperty("java.version"),
                line("/proc/loadavg", ""));
        say("pinning: %s", stage.pinning());
        say("hub: %s, -Xmx1g", stage.program());
        say(
                "load: %d customers by a Zipf law, %d accounts in secure mode, %d connections, %d agents' sockets",
                options.customers(), options.accounts(), options.connections(), options.agents());
        stage.servers().checkedSettings().forEach((name, value) -> say("database: %s = %s", name, value));
    }

    private static String line(String file, String start) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(start))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }

    /** Prints a round as it ends. */
    Measured round(String name, Measured measured) {
        RoundResult result = measured.result();
        say(
                "%-28s %8.0f acks/s  p99 %6.1f ms  %8.0f seen/s  e2e p50 %6.1f p99 %6.1f max %6.1f ms  backlog %6d"
                        + "  cpu hub %5.1f db %5.1f redis %4.1f µs  driver %3.0f %%  load %s",
                name,
                result.ackRate(),
                result.ackP99() / 1000.0,
                result.seenRate(),
                result.e2eP50() / 1000.0,
                result.e2eP99() / 1000.0,
                result.e2eMax() / 1000.0,
                result.backlog(),
                measured.hub(),
                measured.database(),
                measured.redis(),
                measured.busy() * 100,
                line("/proc/loadavg", "").split(" ", 2)[0]);
        return measured;
    }

    void figure(String name, double value, String unit) {
        say("%-18s %10s  %s", name, value >= 100 ? "%.0f".formatted(value) : "%.3f".formatted(value), unit);
    }

    /** @param all the rounds whose backlog had to be small */
    void validity(Stream<Measured> all) {
        long invalid = all.filter(measured -> !measured.valid()).count();
        say(
                invalid == 0
                        ? "All rounds are valid: the backlog at their end was below 1 %%."
                        : "INVALID: %d rounds ended with a backlog above 1 %%.",
                invalid);
    }

    void refused(List<String> problems) {
        say("No figures: the accounts do not agree.");
        problems.forEach(problem -> say("  %s", problem));
    }

    private void say(String format, Object... arguments) {
        out.println(String.format(Locale.ROOT, format, arguments));
        out.flush();
    }
}
