package io.keshu.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server says goes to a log that doesn't grow for ever. */
class ServerLogTest {

    @TempDir
    Path folder;

    private Path log() throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.endsWith("server.log")).findFirst().orElseThrow();
        }
    }

    @Test
    void a_long_log_is_put_aside_at_the_next_start_in_place_of_the_one_before() throws IOException {
        EmbeddedRedis.start(folder, 0).close();
        Path log = log();
        Path aside = log.resolveSibling("server.log.1");
        long first = Files.size(log);
        EmbeddedRedis.start(folder, 0).close();
        assertThat(Files.size(log)).isGreaterThan(first);
        assertThat(aside).doesNotExist();

        for (int size : new int[] {20 << 20, 9 << 20}) {
            try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
                file.setLength(size);
            }
            EmbeddedRedis.start(folder, 0).close();

            assertThat(aside).hasSize(size);
            assertThat(Files.size(log)).isLessThan(1 << 20);
        }
    }
}
