package io.keshu.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the kernel says of a process. Linux only. */
final class ProcessFigures {

    /** The kernel's clock ticks a second, which Linux has fixed for programs. */
    private static final long TICKS = 100;

    private static final int USER_TIME = 11;

    private ProcessFigures() {}

    /** CPU time of all threads so far, in microseconds; its steps are 10 ms. */
    static long cpuMicros(long pid) {
        String stat = read(pid, "stat");
        // The name, in parentheses, may hold blanks.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1]);
        return ticks * 1_000_000 / TICKS;
    }

    /** Resident memory, in megabytes. */
    static double residentMegabytes(long pid) {
        return read(pid, "status")
                .lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
                .findFirst()
                .orElse(0);
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file));
        } catch (IOException e) {
            throw new UncheckedIOException("Process " + pid + " is gone", e);
        }
    }
}
