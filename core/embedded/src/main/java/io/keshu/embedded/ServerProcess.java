package io.keshu.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One server's process over one data folder: started, or found running from before a crash. The file {@code server.state} in the folder
 * says which process and port.
 */
final class ServerProcess {

    private static final Duration STOPPING = Duration.ofSeconds(30);

    private final Path folder;
    private final ProcessHandle process;
    private final int port;
    private final boolean adopted;

    private ServerProcess(Path folder, ProcessHandle process, int port, boolean adopted) {
        this.folder = folder;
        this.process = process;
        this.port = port;
        this.adopted = adopted;
    }

    /** A server of this folder that still runs, because the process that started it died or shares it. */
    static Optional<ServerProcess> find(Path folder, String program) {
        try {
            Path state = folder.resolve("server.state");
            if (!Files.exists(state)) {
                return Optional.empty();
            }
            String[] parts = Files.readString(state).strip().split(" ", 2);
            int port = Integer.parseInt(parts[1]);
            return ProcessHandle.of(Long.parseLong(parts[0]))
                    .filter(ProcessHandle::isAlive)
                    // The number may have passed to another program since.
                    .filter(handle -> handle.info().command().orElse("").contains(program))
                    .filter(handle -> answers(port))
                    .map(handle -> new ServerProcess(folder, handle, port, true));
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /**
     * Starts the server and waits until it takes connections.
     *
     * @throws EmbeddedServerException if it ends or isn't ready in time; the message quotes the end of its log
     */
    static ServerProcess start(Path folder, List<String> command, int port, Duration patience) {
        Path logFile = folder.resolve("server.log");
        try {
            Process started = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile.toFile()))
                    .start();
            Files.writeString(folder.resolve("server.state"), started.pid() + " " + port + "\n");
            long giveUp = System.nanoTime() + patience.toNanos();
            while (!answers(port)) {
                if (!started.isAlive() || System.nanoTime() - giveUp > 0) {
                    started.destroyForcibly();
                    throw new EmbeddedServerException(
                            "The server did not start: " + command.get(0) + "\n" + tail(logFile));
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
            return new ServerProcess(folder, started.toHandle(), port, false);
        } catch (IOException e) {
            throw new EmbeddedServerException("Can't run " + command.get(0) + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("Interrupted while starting " + command.get(0), e);
        }
    }

    private static String tail(Path file) throws IOException {
        List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The wanted port if nobody listens there, else any free one. */
    static int freePort(int wanted) {
        Integer port = bind(wanted);
        return port != null ? port : Objects.requireNonNull(bind(0), "No free port");
    }

    private static @Nullable Integer bind(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            if (port == 0) {
                throw new UncheckedIOException("No free port", e);
            }
            return null;
        }
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    boolean adopted() {
        return adopted;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Asks the server to end and waits until it has. */
    void stop() {
        process.destroy();
        if (!ended(STOPPING)) {
            kill();
        }
        forget();
    }

    /** As by a power cut. */
    void kill() {
        process.destroyForcibly();
        if (!ended(STOPPING)) {
            throw new EmbeddedServerException("Process " + process.pid() + " does not end");
        }
    }

    private boolean ended(Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return !process.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    private void forget() {
        try {
            Files.deleteIfExists(folder.resolve("server.state"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
