package io.keshu.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A MariaDB 11.4 over a folder whose data it keeps. Listens on loopback only, with one user and a password that is kept in the folder.
 * Every commit is flushed to disk. Not thread-safe but for {@link #kill}.
 */
public final class EmbeddedMariaDb implements AutoCloseable {

    /** What a client adds to the URL: the server's times are UTC, and texts may be long. */
    public static final String URL_OPTIONS =
            "?sslMode=DISABLED&allowPublicKeyRetrieval=true&connectionTimeZone=UTC&forceConnectionTimeZoneToSession=true"
                    + "&useLocalSessionState=true&cacheServerConfiguration=true&characterEncoding=UTF-8";

    private static final String USER = "keshu";
    private static final int MAX_SOCKET_PATH = 100;
    private static final Duration STARTING = Duration.ofSeconds(90);
    private static final Logger log = LoggerFactory.getLogger(EmbeddedMariaDb.class);

    private final Path folder;
    private final List<String> arguments;
    private final String password;
    private final Users users;
    private ServerProcess process;

    private EmbeddedMariaDb(Path folder, List<String> arguments, String password, Users users, ServerProcess process) {
        this.folder = folder;
        this.arguments = arguments;
        this.password = password;
        this.users = users;
        this.process = process;
    }

    /**
     * Starts the server over the folder, or joins the one that runs over it. After a crash it recovers what was committed.
     *
     * @param folder made if it isn't there
     * @param port the wanted one; another if it is taken, 0 for any
     * @param arguments for the server, such as {@code --innodb-buffer-pool-size=512M}
     * @throws EmbeddedServerException if it can't be started
     */
    public static EmbeddedMariaDb start(Path folder, int port, List<String> arguments) {
        Path home = folder.toAbsolutePath().normalize();
        return Folders.alone(home, () -> {
            try {
                String password = password(home);
                Users users = Users.join(home);
                ServerProcess process = ServerProcess.find(home, "mariadbd", dataArgument(home), STARTING)
                        .orElseGet(() -> launch(home, port, arguments, password));
                log.info(
                        "event=mariadb_ready port={} folder={} process={} {}",
                        process.port(),
                        home,
                        process.pid(),
                        process.adopted() ? "found=running" : "found=none");
                return new EmbeddedMariaDb(home, List.copyOf(arguments), password, users, process);
            } catch (IOException e) {
                throw new UncheckedIOException("Can't use the folder " + home, e);
            }
        });
    }

    private static String password(Path home) throws IOException {
        Path file = home.resolve("password");
        if (!Files.exists(file)) {
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            Folders.writeSecret(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
        }
        return Files.readString(file).strip();
    }

    private static ServerProcess launch(Path home, int wantedPort, List<String> arguments, String password) {
        try {
            Path programs = Binaries.mariaDb();
            Path data = home.resolve("data");
            if (!Files.exists(data.resolve("mysql"))) {
                Folders.delete(data);
                Path partial = home.resolve("data.partial");
                Folders.delete(partial);
                Folders.copy(programs.resolve("empty"), partial);
                Files.move(partial, data);
            }
            Path init = home.resolve("init.sql");
            Folders.writeSecret(init, """
                    CREATE USER IF NOT EXISTS '%1$s'@'127.0.0.1' IDENTIFIED BY '%2$s';
                    ALTER USER '%1$s'@'127.0.0.1' IDENTIFIED BY '%2$s';
                    GRANT ALL ON *.* TO '%1$s'@'127.0.0.1';
                    """.formatted(USER, password));
            Path temporary = Files.createDirectories(home.resolve("tmp"));
            return ServerProcess.startOnFreePort(wantedPort, port -> {
                List<String> command = command(programs, home, port);
                command.add("--tmpdir=" + temporary);
                command.add("--init-file=" + init);
                command.addAll(arguments);
                return ServerProcess.start(home, command, port, "ready for connections", STARTING);
            });
        } catch (IOException e) {
            throw new UncheckedIOException("Can't use the folder " + home, e);
        }
    }

    private static String dataArgument(Path home) {
        return "--datadir=" + home.resolve("data");
    }

    private static List<String> command(Path programs, Path home, int port) {
        String user = System.getProperty("user.name");
        List<String> command = new ArrayList<>(List.of(
                programs.resolve("bin").resolve("mariadbd").toString(),
                "--no-defaults",
                "--basedir=" + programs,
                dataArgument(home),
                "--socket=" + socket(home, user, port),
                "--port=" + port,
                "--bind-address=127.0.0.1",
                "--skip-name-resolve",
                // On loopback nobody listens in, and making a key pair at each start takes seconds.
                "--skip-ssl",
                "--character-set-server=utf8mb4",
                "--collation-server=utf8mb4_general_ci",
                "--transaction-isolation=READ-COMMITTED",
                "--default-time-zone=+00:00",
                "--max-allowed-packet=64M",
                "--innodb-flush-log-at-trx-commit=1",
                "--innodb-doublewrite=ON"));
        if ("root".equals(user)) {
            command.add("--user=root");
        }
        return command;
    }

    /** Everybody comes by TCP, but the server insists on having one; its path may have 107 characters only. */
    private static Path socket(Path home, String user, int port) {
        Path beside = home.resolve("server.sock");
        return beside.toString().getBytes(StandardCharsets.UTF_8).length <= MAX_SOCKET_PATH
                ? beside
                : Path.of(System.getProperty("java.io.tmpdir"), "keshu-" + user + "-" + port + ".sock");
    }

    /** @param database is created on the first connection */
    public String jdbcUrl(String database) {
        return "jdbc:mysql://127.0.0.1:" + port() + "/" + database + URL_OPTIONS + "&createDatabaseIfNotExist=true";
    }

    public String username() {
        return USER;
    }

    public String password() {
        return password;
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

    /** Ends the server as a power cut would. */
    public void kill() {
        process.kill();
    }

    /** Ends the server in its own way; the object may {@link #restart} it. */
    public void stop() {
        process.stop();
    }

    /** Starts the server again on the same port, if it is free. */
    public void restart() {
        int port = process.port();
        if (process.isAlive()) {
            process.stop();
        }
        process = Folders.alone(folder, () -> launch(folder, port, arguments, password));
    }

    /** Leaves the server running and uncounted, as a crash of this process would. */
    void abandon() {
        users.close();
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
        log.debug("event=mariadb_left folder={} last={}", folder, last);
        users.close();
    }
}
