package io.keshu.domain.media;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Believes a first line such as {@code image/png}; pictures have their second line as thumbnail. */
public final class PlainInspector implements MediaInspector {

    /** Bytes that this inspector takes for such a type. */
    public static byte[] bytes(String contentType, String rest) {
        return (contentType + "\n" + rest).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public MediaProperties inspect(Path file, String fileName) throws IOException {
        String head = Files.readString(file, StandardCharsets.ISO_8859_1)
                .lines()
                .findFirst()
                .orElse("");
        // image/png 20x30
        Matcher said =
                Pattern.compile("([a-z]+/[a-z0-9.+-]+)(?: ([0-9]+)x([0-9]+))?").matcher(head);
        if (!said.matches()) {
            return new MediaProperties("application/octet-stream", 0, 0, null);
        }
        boolean sized = said.group(2) != null;
        return new MediaProperties(
                said.group(1),
                sized ? Integer.parseInt(said.group(2)) : 0,
                sized ? Integer.parseInt(said.group(3)) : 0,
                null);
    }

    @Override
    public Optional<byte[]> thumbnail(Path file, MediaProperties properties) throws IOException {
        return properties.contentType().startsWith("image/")
                ? Optional.of("small".getBytes(StandardCharsets.UTF_8))
                : Optional.empty();
    }
}
