package io.keshu.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One server's process over one data folder: started, or found running from before a crash. The file {@code server.state} in the folder
 * says which process, which port, and when it began.
 */
final class ServerProcess {

    private static final Duration STOPPING = Duration.ofSeconds(30);

    /** How far two readings of when a process began may differ, since they go by the system's clock. */
    private static final Duration SAME_START = Duration.ofSeconds(5);

    /** How many ports are tried. */
    private static final int PORTS = 5;

    /** A log longer than this is put aside at the next start, in place of the one before. */
    private static final long LONG_LOG = 8L << 20;

    /** What a server says of its start fits in here. */
    private static final int READ_AT_MOST = 1 << 20;

    private static final String STATE = "server.state";
    private static final String PORT_ARGUMENT = "--port=";
    private static final List<Path> DETACHERS = List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));
    private static final Logger log = LoggerFactory.getLogger(ServerProcess.class);

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

    /**
     * A server of this folder that still runs, because the process that started it died or shares it. One that doesn't take connections in
     * time is ended, so that there are never two over the folder.
     *
     * @param argument what the server was started with over this folder and no other is; null if its arguments can't be read
     */
    static Optional<ServerProcess> find(Path folder, String program, @Nullable String argument, Duration patience) {
        Optional<ServerProcess> found = recorded(folder, program);
        if (found.isEmpty() && argument != null) {
            found = running(folder, program, argument);
        }
        return found.filter(server -> server.answersWithin(patience));
    }

    private static Optional<ServerProcess> recorded(Path folder, String program) {
        try {
            Path state = folder.resolve(STATE);
            if (!Files.exists(state)) {
                return Optional.empty();
            }
            String[] parts = Files.readString(state).strip().split(" ", -1);
            int port = Integer.parseInt(parts[1]);
            Instant began = Instant.ofEpochMilli(Long.parseLong(parts[2]));
            return ProcessHandle.of(Long.parseLong(parts[0]))
                    // The number may have passed to another program since, or to a server of another folder.
                    .filter(handle -> runs(handle, program) && beganAt(handle, began))
                    .map(handle -> new ServerProcess(folder, handle, port, true));
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            log.warn("event=server_state_unreadable folder={} detail=\"{}\"", folder, String.valueOf(e));
            return Optional.empty();
        }
    }

    /** One whose start was not written down any more. */
    private static Optional<ServerProcess> running(Path folder, String program, String argument) {
        return ProcessHandle.allProcesses()
                .filter(handle -> runs(handle, program))
                .filter(handle -> arguments(handle).contains(argument))
                .findFirst()
                .map(handle -> new ServerProcess(folder, handle, portOf(handle), true));
    }

    private static boolean runs(ProcessHandle handle, String program) {
        return handle.isAlive() && handle.info().command().orElse("").contains(program);
    }

    private static boolean beganAt(ProcessHandle handle, Instant time) {
        return handle.info()
                .startInstant()
                .filter(began -> Duration.between(began, time).abs().compareTo(SAME_START) <= 0)
                .isPresent();
    }

    private static List<String> arguments(ProcessHandle handle) {
        return handle.info().arguments().map(List::of).orElse(List.of());
    }

    private static int portOf(ProcessHandle handle) {
        return arguments(handle).stream()
                .filter(argument -> argument.startsWith(PORT_ARGUMENT))
                .map(argument -> Integer.parseInt(argument.substring(PORT_ARGUMENT.length())))
                .findFirst()
                .orElse(0);
    }

    private boolean answersWithin(Duration patience) {
        long giveUp = System.nanoTime() + patience.toNanos();
        while (process.isAlive()) {
            if (answers(port)) {
                return true;
            }
            if (System.nanoTime() - giveUp > 0) {
                log.warn("event=server_hangs folder={} process={}", folder, process.pid());
                kill();
                return false;
            }
            pause();
        }
        return false;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("Interrupted while waiting for a server", e);
        }
    }

    /**
     * Starts a server on the wanted port if nobody listens there, else on any free one.
     *
     * @param start starts it on a port, or tells that somebody was faster
     */
    static ServerProcess startOnFreePort(int wanted, IntFunction<Optional<ServerProcess>> start) {
        Optional<ServerProcess> started = start.apply(freePort(wanted));
        for (int attempt = 1; started.isEmpty(); attempt++) {
            if (attempt == PORTS) {
                throw new EmbeddedServerException("Of " + PORTS + " free ports each was taken a moment later");
            }
            started = start.apply(freePort(0));
        }
        return started.get();
    }

    /**
     * Starts the server and waits until it says that it is ready: whoever answers on the port before may be another program.
     *
     * @param ready what the server writes to its log then
     * @return empty if the port was taken in the meantime
     * @throws EmbeddedServerException if it ends or isn't ready in time; the message quotes the end of its log
     */
    static Optional<ServerProcess> start(Path folder, List<String> command, int port, String ready, Duration patience) {
        Path logFile = folder.resolve("server.log");
        try {
            rotate(logFile);
            long before = Files.exists(logFile) ? Files.size(logFile) : 0;
            Process started = new ProcessBuilder(detached(command))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile.toFile()))
                    .start();
            long began =
                    started.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
            Files.writeString(folder.resolve(STATE), started.pid() + " " + port + " " + began + "\n");
            long giveUp = System.nanoTime() + patience.toNanos();
            while (!since(logFile, before).contains(ready)) {
                if (!started.isAlive() && since(logFile, before).contains("Address already in use")) {
                    return Optional.empty();
                }
                if (!started.isAlive() || System.nanoTime() - giveUp > 0) {
                    started.destroyForcibly();
                    throw new EmbeddedServerException(
                            "The server did not start: " + command.get(0) + "\n" + tail(logFile));
                }
                pause();
            }
            return Optional.of(new ServerProcess(folder, started.toHandle(), port, false));
        } catch (IOException e) {
            throw new EmbeddedServerException("Can't run " + command.get(0) + ": " + e.getMessage(), e);
        }
    }

    /** Away from the terminal: who interrupts the hub there means the hub, which stops its servers after its last write. */
    private static List<String> detached(List<String> command) {
        List<String> whole = new ArrayList<>();
        DETACHERS.stream().filter(Files::isExecutable).findFirst().ifPresent(found -> whole.add(found.toString()));
        whole.addAll(command);
        return whole;
    }

    private static void rotate(Path logFile) throws IOException {
        if (Files.exists(logFile) && Files.size(logFile) > LONG_LOG) {
            Files.move(
                    logFile, logFile.resolveSibling(logFile.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static String since(Path logFile, long position) throws IOException {
        try (SeekableByteChannel log = Files.newByteChannel(logFile)) {
            log.position(position);
            // Not closed by itself: the channel is.
            byte[] read = Channels.newInputStream(log).readNBytes(READ_AT_MOST);
            return new String(read, StandardCharsets.UTF_8);
        }
    }

    private static String tail(Path file) throws IOException {
        if (!Files.exists(file)) {
            return "";
        }
        List<String> lines = since(file, Math.max(0, Files.size(file) - READ_AT_MOST))
                .lines()
                .toList();
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
    private static int freePort(int wanted) {
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
            Files.deleteIfExists(folder.resolve(STATE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
