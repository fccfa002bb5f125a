package io.keshu.benchmarks;

import io.keshu.benchmarks.bare.BareEndpoint;
import io.keshu.benchmarks.driver.LoadDriver;
import io.keshu.benchmarks.driver.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** All processes of a run: servers, hub, bare endpoint, driver. Closing ends them, the last started first. */
final class Stage implements AutoCloseable {

    private static final int BARE_PATIENCE = 3000;

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final Options options;
    private final Pinning pinning = new Pinning();
    private final HubProgram program = new HubProgram();
    private final Servers servers;
    private final Hub hub;
    private final JavaProcess bare;
    private final int barePort = Ports.free();
    private final JavaProcess driver;

    Stage(Options options) {
        this.options = options;
        Path folder = emptied(options.folder());
        // Whoever breaks a run off does not leave its processes behind.
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "bench-end"));
        try {
            this.servers = push(Servers.start(folder, pinning));
            servers.checkedSettings();
            this.hub = push(Hub.start(folder, program, servers, pinning, options));
            this.bare = push(bare(folder));
            this.driver = push(driver(folder));
            hub.prepare(options.rules());
            driver.ask(Wire.of("connect", "port", hub.port(), "cookies", hub.cookies()));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private <T extends AutoCloseable> T push(T process) {
        started.push(process);
        return process;
    }

    private JavaProcess bare(Path folder) {
        Path settings = folder.resolve("bare.properties");
        HubProgram.write(settings, program.settings());
        List<String> command = JavaProcess.java("-Xmx1g", "-cp", System.getProperty("java.class.path"));
        command.addAll(List.of(
                BareEndpoint.class.getName(),
                "--spring.config.location=file:" + settings,
                "--keshu.embedded.enabled=false",
                "--" + BareEndpoint.ACCOUNTS + "=" + options.accounts(),
                "--server.port=" + barePort));
        JavaProcess process = JavaProcess.start(folder.resolve("bare.log"), pinning.measured(command));
        started.push(process);
        for (int i = 0; !Ports.answers(barePort); i++) {
            process.checkAlive();
            if (i == BARE_PATIENCE) {
                throw new IllegalStateException("The bare endpoint did not start");
            }
            pause();
        }
        started.pop();
        return process;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private JavaProcess driver(Path folder) {
        List<String> command = JavaProcess.java("-Xmx1g", "-cp", System.getProperty("java.class.path"));
        command.addAll(List.of(
                LoadDriver.class.getName(),
                Integer.toString(options.accounts()),
                Integer.toString(options.customers()),
                Integer.toString(options.agents())));
        return JavaProcess.startObeying(folder.resolve("driver.log"), pinning.driver(command));
    }

    static Path emptied(Path folder) {
        try {
            if (Files.exists(folder)) {
                try (Stream<Path> files = Files.walk(folder)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Options options() {
        return options;
    }

    Pinning pinning() {
        return pinning;
    }

    HubProgram program() {
        return program;
    }

    Servers servers() {
        return servers;
    }

    Hub hub() {
        return hub;
    }

    int barePort() {
        return barePort;
    }

    long barePid() {
        return bare.pid();
    }

    long driverPid() {
        return driver.pid();
    }

    Wire driver(Wire command) {
        return driver.ask(command);
    }

    @Override
    public synchronized void close() {
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("A process did not end", e);
            }
        }
    }
}
