package io.keshu.console.fault;

import io.keshu.console.HubApplication;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** One node of the hub in a process of its own, which can end as in a power cut. Its output goes to a file. */
public final class HubNode implements AutoCloseable {

    private static final int LAST_WORDS = 60;

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final String name;
    private final int port;
    private final List<String> command;
    private final File output;
    private volatile Process process;

    /** @param settings properties by name */
    public HubNode(String name, int port, Path folder, Map<String, String> settings) {
        this.name = name;
        this.port = port;
        // Ending the tests early must not leave nodes behind.
        Runtime.getRuntime().addShutdownHook(new Thread(this::endAtOnce, "end-" + name));
        this.output = folder.resolve(name + ".log").toFile();
        this.command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                productClassPath(),
                HubApplication.class.getName()));
        command.add("--server.port=" + port);
        command.add("--keshu.node-name=" + name);
        settings.forEach((key, value) -> command.add("--" + key + "=" + value));
    }

    /** Without the tests' own classes: component scanning would find what they put in place of the core. */
    private static String productClassPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    public int port() {
        return port;
    }

    String name() {
        return name;
    }

    public void start() {
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the node says that it can accept durably. */
    public boolean ready() {
        try {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            if (!process.isAlive()) {
                throw new IllegalStateException("Node " + name + " ended by itself:\n" + lastWords(), e);
            }
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private String lastWords() {
        try {
            List<String> lines = Files.readAllLines(output.toPath());
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_WORDS), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void endAtOnce() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
        }
    }

    /** Ends the node without a word to it. */
    void kill() {
        end(process.destroyForcibly());
    }

    /** Ends the node in its own way, or at least ends it. */
    @Override
    public void close() {
        if (process == null) {
            return;
        }
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static void end(Process ending) {
        try {
            ending.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
