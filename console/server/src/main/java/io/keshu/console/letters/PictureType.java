package io.keshu.console.letters;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The kinds of picture that browsers show without running anything, known by how they begin. */
final class PictureType {

    private static final int LONGEST = 12;

    private PictureType() {}

    /** Empty for everything else, whatever it is said to be. */
    static Optional<String> of(byte[] bytes) {
        if (bytes.length < LONGEST) {
            return Optional.empty();
        }
        String begin = new String(bytes, 0, LONGEST, StandardCharsets.ISO_8859_1);
        if (begin.startsWith("\u0089PNG\r\n\u001a\n")) {
            return Optional.of("image/png");
        } else if (begin.startsWith("\u00ff\u00d8\u00ff")) {
            return Optional.of("image/jpeg");
        } else if (begin.startsWith("GIF87a") || begin.startsWith("GIF89a")) {
            return Optional.of("image/gif");
        }
        return begin.startsWith("RIFF") && begin.endsWith("WEBP") ? Optional.of("image/webp") : Optional.empty();
    }
}
