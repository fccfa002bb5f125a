package io.keshu.channels.sandbox.wechat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the file in a form. */
final class Multipart {

    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?");

    private Multipart() {}

    /** The bytes of the part named {@code media}, if there is one that is a file. */
    static Optional<byte[]> media(@Nullable String contentType, byte[] body) {
        Matcher boundary = BOUNDARY.matcher(contentType == null ? "" : contentType);
        if (!boundary.find()) {
            return Optional.empty();
        }
        // One char for one byte, so that positions in the text are positions in the bytes.
        String text = new String(body, StandardCharsets.ISO_8859_1);
        String delimiter = "--" + boundary.group(1);
        for (int part = text.indexOf(delimiter); part >= 0; part = text.indexOf(delimiter, part + 1)) {
            int head = part + delimiter.length();
            int content = text.indexOf("\r\n\r\n", head);
            int end = content < 0 ? -1 : text.indexOf("\r\n" + delimiter, content);
            if (end < 0) {
                return Optional.empty();
            }
            String headers = text.substring(head, content);
            if (headers.contains("name=\"media\"") && headers.contains("filename=")) {
                return Optional.of(
                        text.substring(content + 4, Math.max(content + 4, end)).getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return Optional.empty();
    }
}
