package io.keshu.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Counts who uses a server, by shared locks that the operating system drops when a process dies: the last to leave stops it. So two
 * hubs over one data folder share their servers, and a crashed one leaves no count behind.
 */
final class Users implements AutoCloseable {

    private final FileChannel channel;
    private @Nullable FileLock lock;

    private Users(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    static Users join(Path folder) {
        try {
            FileChannel channel = FileChannel.open(
                    folder.resolve("users"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            return new Users(channel, channel.lock(0, Long.MAX_VALUE, true));
        } catch (IOException e) {
            throw new UncheckedIOException("Can't use " + folder, e);
        }
    }

    /** Leaves, and tells whether nobody else is there. */
    boolean leave() {
        try {
            if (lock != null) {
                lock.release();
                lock = null;
            }
            try (FileLock exclusive = channel.tryLock()) {
                return exclusive != null;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
