package io.keshu.console.webhook;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads a call's body, as long as it stays within {@link #LIMIT}. */
final class WebhookBody {

    /** In bytes. */
    static final int LIMIT = 256 * 1024;

    private WebhookBody() {}

    /** @return null if the body is too large; what is left of it then stays unread */
    static byte @Nullable [] read(HttpServletRequest request) throws IOException {
        long stated = request.getContentLengthLong();
        if (stated > LIMIT) {
            return null;
        }
        InputStream in = request.getInputStream();
        if (stated >= 0) {
            return in.readNBytes((int) stated);
        }
        return readChunked(in);
    }

    private static byte @Nullable [] readChunked(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream(4096);
        byte[] buffer = new byte[4096];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            if (body.size() + read > LIMIT) {
                return null;
            }
            body.write(buffer, 0, read);
        }
        return body.toByteArray();
    }
}
