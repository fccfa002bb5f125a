package io.keshu.benchmarks;

import io.keshu.benchmarks.driver.Wire;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Java program in a process of its own, with its log in a file. Ends with {@link #close}. */
final class JavaProcess implements AutoCloseable {

    private final Path log;
    private final Process process;

    private JavaProcess(Path log, Process process) {
        this.log = log;
        this.process = process;
    }

    /** Starts a program whose output goes to its log. */
    static JavaProcess start(Path log, List<String> command) {
        return launch(
                log,
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.to(log.toFile())));
    }

    /** Starts a program that answers on its output; its errors go to its log. */
    static JavaProcess startObeying(Path log, List<String> command) {
        return launch(log, new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.to(log.toFile())));
    }

    private static JavaProcess launch(Path log, ProcessBuilder builder) {
        try {
            return new JavaProcess(log, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How this Java runs a program. */
    static List<String> java(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Dfile.encoding=UTF-8");
        command.addAll(List.of(arguments));
        return command;
    }

    long pid() {
        return process.pid();
    }

    /** @throws IllegalStateException with the end of its log, if it has ended */
    void checkAlive() {
        if (!process.isAlive()) {
            throw new IllegalStateException("A process has ended: " + tail());
        }
    }

    /** Gives a command and waits for its answer. */
    Wire ask(Wire command) {
        try {
            // Both stay open for as long as the process lives, and are the same each time.
            BufferedWriter writer = process.outputWriter(StandardCharsets.UTF_8);
            writer.write(command + "\n");
            writer.flush();
            String line = process.inputReader(StandardCharsets.UTF_8).readLine();
            if (line == null) {
                throw new IllegalStateException("No answer to '" + command.word() + "': " + tail());
            }
            Wire answer = Wire.parse(line);
            if (!answer.word().equals("ok")) {
                throw new IllegalStateException(command.word() + ": " + answer);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(tail(), e);
        }
    }

    private String tail() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
