package io.keshu.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One MariaDB and one Redis for all tests of a run: started when first asked for, gone with the process. Thread-safe. */
public final class EmbeddedServers {

    private static final EmbeddedServers SHARED = new EmbeddedServers();
    private final AtomicInteger databases = new AtomicInteger();
    private @Nullable EmbeddedMariaDb mariaDb;
    private @Nullable EmbeddedRedis redis;
    private @Nullable Path folder;

    private EmbeddedServers() {}

    public static EmbeddedServers shared() {
        return SHARED;
    }

    /** The run's MariaDB. Whoever kills it starts it again. */
    public synchronized EmbeddedMariaDb mariaDb() {
        if (mariaDb == null) {
            mariaDb = EmbeddedMariaDb.start(folder().resolve("mariadb"), 0, List.of());
        }
        return mariaDb;
    }

    /** The run's Redis. Whoever kills it starts it again. */
    public synchronized EmbeddedRedis redis() {
        if (redis == null) {
            redis = EmbeddedRedis.start(folder().resolve("redis"), 0);
        }
        return redis;
    }

    /** The URL of a new, empty database. */
    public String freshDatabase() {
        return mariaDb().jdbcUrl("test_" + ProcessHandle.current().pid() + "_" + databases.incrementAndGet());
    }

    private Path folder() {
        if (folder == null) {
            try {
                folder = Files.createTempDirectory("keshu-test-");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Runtime.getRuntime().addShutdownHook(new Thread(this::end, "keshu-embedded-end"));
        }
        return folder;
    }

    private synchronized void end() {
        if (mariaDb != null && mariaDb.isRunning()) {
            mariaDb.kill();
        }
        if (redis != null && redis.isRunning()) {
            redis.kill();
        }
        try {
            if (folder != null) {
                Folders.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
