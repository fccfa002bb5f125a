package io.keshu.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The driver keeps to the first core. What is measured may use every core, the bare endpoint just as the hub with its database and its
 * Redis: on two cores the hub would otherwise share one with its database, and leave most of the driver's idle. Without
 * {@code taskset}, or with one core, nothing is pinned.
 */
final class Pinning {

    private static final Path TASKSET = Path.of("/usr/bin/taskset");

    private final boolean possible;
    private final String driver = "0";
    private final String measured;

    Pinning() {
        int cores = Runtime.getRuntime().availableProcessors();
        this.possible = cores > 1 && Files.isExecutable(TASKSET);
        this.measured = "0-" + (cores - 1);
    }

    List<String> driver(List<String> command) {
        return pinned(driver, command);
    }

    List<String> measured(List<String> command) {
        return pinned(measured, command);
    }

    private List<String> pinned(String cores, List<String> command) {
        if (!possible) {
            return command;
        }
        List<String> whole = new ArrayList<>(List.of(TASKSET.toString(), "-c", cores));
        whole.addAll(command);
        return whole;
    }

    /** Moves a running process with all its threads to the cores that are measured. */
    void measured(long pid) {
        if (!possible) {
            return;
        }
        try {
            Process process = new ProcessBuilder(TASKSET.toString(), "-a", "-p", "-c", measured, Long.toString(pid))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("taskset failed: " + said);
            }
        } catch (IOException e) {
            throw new IllegalStateException("taskset failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return possible
                ? "driver on core " + driver + "; bare endpoint, and hub with database and Redis, on cores " + measured
                : "none";
    }
}
