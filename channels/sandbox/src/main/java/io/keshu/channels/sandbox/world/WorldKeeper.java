package io.keshu.channels.sandbox.world;

import java.nio.file.Path;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the world to a file every few seconds while it changes, and at the end. */
public final class WorldKeeper implements AutoCloseable {

    private static final long EVERY_MS = 2_000;
    private static final Logger log = LoggerFactory.getLogger(WorldKeeper.class);

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
        var unused = timer.scheduleWithFixedDelay(this::save, EVERY_MS, EVERY_MS, TimeUnit.MILLISECONDS);
    }

    private void save() {
        try {
            world.save(file);
        } catch (RuntimeException e) {
            // The next turn tries again; thrown on, it would end all turns.
            log.error("event=sandbox_world_not_saved file={}", file, e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        world.save(file);
    }
}
