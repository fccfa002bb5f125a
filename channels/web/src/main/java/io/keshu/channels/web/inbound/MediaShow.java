package io.keshu.channels.web.inbound;

import io.keshu.channels.api.MediaStore;
import io.keshu.channels.api.MediaUnavailableException;
import io.keshu.channels.api.StoredMedia;
import io.keshu.channels.web.Refusal;
import io.keshu.channels.web.Refusal.Code;
import io.keshu.channels.web.config.Deployment;
import io.keshu.channels.web.convert.ContentReader;
import io.keshu.channels.web.token.MediaPasses;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.ContentDisposition;

/** Gives media out to whoever has a signed address, whole or in part. */
final class MediaShow {

    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{1,18})-([0-9]{0,18})");

    private final MediaPasses passes;
    private final MediaStore store;

    MediaShow(MediaPasses passes, MediaStore store) {
        this.passes = passes;
        this.store = store;
    }

    void show(Deployment deployment, String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        StoredMedia media = passes.shown(deployment.id(), id, parameter(request, "until"), parameter(request, "pass"))
                .flatMap(store::find)
                .orElseThrow(() -> new Refusal(Code.NOT_FOUND));
        response.setHeader("Access-Control-Allow-Origin", "*");
        response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
        response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "private, max-age=86400");
        response.setHeader("Accept-Ranges", "bytes");
        response.setContentType(media.contentType());
        boolean inline = !ContentReader.kindOf(media.contentType()).equals("file");
        response.setHeader(
                "Content-Disposition",
                ContentDisposition.builder(inline ? "inline" : "attachment")
                        .filename(media.fileName(), StandardCharsets.UTF_8)
                        .build()
                        .toString());
        long from = 0;
        long to = media.sizeBytes() - 1;
        Matcher range = RANGE.matcher(Objects.requireNonNullElse(request.getHeader("Range"), ""));
        if (range.matches()) {
            from = Long.parseLong(range.group(1));
            to = range.group(2).isEmpty() ? to : Math.min(to, Long.parseLong(range.group(2)));
            if (from > to) {
                response.setHeader("Content-Range", "bytes */" + media.sizeBytes());
                response.setStatus(416);
                return;
            }
            response.setStatus(206);
            response.setHeader("Content-Range", "bytes " + from + "-" + to + "/" + media.sizeBytes());
        }
        response.setContentLengthLong(to - from + 1);
        if (request.getMethod().equals("HEAD")) {
            return;
        }
        try (InputStream bytes = store.open(media, from)) {
            copy(bytes, response, to - from + 1);
        } catch (MediaUnavailableException e) {
            throw new Refusal(e.gone() ? Code.NOT_FOUND : Code.UNAVAILABLE);
        }
    }

    private static void copy(InputStream bytes, HttpServletResponse response, long length) throws IOException {
        byte[] buffer = new byte[16 * 1024];
        long left = length;
        while (left > 0) {
            int read = bytes.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                return;
            }
            response.getOutputStream().write(buffer, 0, read);
            left -= read;
        }
    }

    private static String parameter(HttpServletRequest request, String name) {
        return Objects.requireNonNullElse(request.getParameter(name), "");
    }
}
