package io.keshu.channels.weixin.outbound;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Media as they go to WeChat, in a temporary file that is deleted when this is closed.
 *
 * @param name in ASCII
 */
record UploadFile(Path path, String name, String contentType) implements AutoCloseable {

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
