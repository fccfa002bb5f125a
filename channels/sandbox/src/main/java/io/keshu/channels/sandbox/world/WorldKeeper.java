package io.keshu.channels.sandbox.world;

import java.nio.file.Path;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Writes the world to a file every few seconds while it changes, and at the end. */
public final class WorldKeeper implements AutoCloseable {

    private static final long EVERY_MS = 2_000;

    private final World world;
    private final Path file;
    private final ScheduledThreadPoolExecutor timer;

    /** Takes up what the file holds. */
    public WorldKeeper(World world, Path file) {
        this.world = world;
        this.file = file;
        world.load(file);
        this.timer = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "sandbox-world");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Begins to write. */
    public void start() {
        world.save(file);
        var unused = timer.scheduleWithFixedDelay(() -> world.save(file), EVERY_MS, EVERY_MS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        world.save(file);
    }
}
