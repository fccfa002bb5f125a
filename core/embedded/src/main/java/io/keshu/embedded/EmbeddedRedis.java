package io.keshu.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Redis 7.0 on loopback. Keeps nothing on disk: all that Keshu puts there may be lost at any time, sessions and tokens included, and a
 * first run should show that rather than hide it. Not thread-safe but for {@link #kill}.
 */
public final class EmbeddedRedis implements AutoCloseable {

    private static final Duration STARTING = Duration.ofSeconds(20);
    private static final Logger log = LoggerFactory.getLogger(EmbeddedRedis.class);

    private final Path folder;
    private final Users users;
    private ServerProcess process;

    private EmbeddedRedis(Path folder, Users users, ServerProcess process) {
        this.folder = folder;
        this.users = users;
        this.process = process;
    }

    /**
     * Starts the server, or joins the one that runs over the folder.
     *
     * @param port the wanted one; another if it is taken, 0 for any
     * @throws EmbeddedServerException if it can't be started
     */
    public static EmbeddedRedis start(Path folder, int port) {
        Path home = folder.toAbsolutePath().normalize();
        return Folders.alone(home, () -> {
            Users users = Users.join(home);
            ServerProcess process =
                    ServerProcess.find(home, "redis-server", null, STARTING).orElseGet(() -> launch(home, port));
            log.info(
                    "event=redis_ready port={} folder={} process={} {}",
                    process.port(),
                    home,
                    process.pid(),
                    process.adopted() ? "found=running" : "found=none");
            return new EmbeddedRedis(home, users, process);
        });
    }

    private static ServerProcess launch(Path home, int wantedPort) {
        try {
            Files.createDirectories(home);
            Path program = Binaries.redis();
            return ServerProcess.startOnFreePort(
                    wantedPort,
                    port -> ServerProcess.start(
                            home, command(program, home, port), port, "Ready to accept connections", STARTING));
        } catch (IOException e) {
            throw new UncheckedIOException("Can't use the folder " + home, e);
        }
    }

    private static List<String> command(Path program, Path home, int port) {
        return List.of(
                program.toString(),
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--dir",
                home.toString(),
                "--save",
                "",
                "--appendonly",
                "no",
                "--daemonize",
                "no");
    }

    /** As {@code redis://host:port}. */
    public String address() {
        return "redis://127.0.0.1:" + port();
    }

    public int port() {
        return process.port();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isRunning() {
        return process.isAlive();
    }

    /** Ends the server at once. */
    public void kill() {
        process.kill();
    }

    /** Starts an empty server on the same port, if it is free. */
    public void restart() {
        int port = process.port();
        if (process.isAlive()) {
            process.stop();
        }
        process = Folders.alone(folder, () -> launch(folder, port));
    }

    /** Leaves the server, and stops it unless somebody else uses it. */
    @Override
    public void close() {
        // Stopped before anybody else may come in, who would find it still running.
        boolean last = Folders.alone(folder, () -> {
            boolean alone = users.leave();
            if (alone && process.isAlive()) {
                process.stop();
            }
            return alone;
        });
        log.debug("event=redis_left folder={} last={}", folder, last);
        users.close();
    }
}
