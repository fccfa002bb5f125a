package io.keshu.domain.media;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Looks into bytes. A port. What is broken or hostile is no error: it is then simply not recognised. */
public interface MediaInspector {

    /**
     * @param fileName as a hint between types that share a form, never against what the bytes say; may be empty
     * @throws IOException if the file itself can't be read
     */
    MediaProperties inspect(Path file, String fileName) throws IOException;

    /**
     * A small JPEG of a picture, at most 400 pixels on each side.
     *
     * @return empty for what is no picture, is broken, or is too large to be opened safely
     * @throws IOException if the file itself can't be read
     */
    Optional<byte[]> thumbnail(Path file, MediaProperties properties) throws IOException;
}
