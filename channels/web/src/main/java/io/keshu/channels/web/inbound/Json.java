package io.keshu.channels.web.inbound;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Writes JSON that is there whole. */
final class Json {

    private Json() {}

    static void write(HttpServletResponse response, int status, String type, byte[] body) throws IOException {
        response.setStatus(status);
        response.setContentType(type);
        response.setContentLength(body.length);
        if (response.getHeader("Cache-Control") == null) {
            response.setHeader("Cache-Control", "no-store");
        }
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.getOutputStream().write(body);
    }
}
