package io.keshu.channels.sandbox.sms;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads a PDU's body from its beginning; what isn't there is 0 or empty. */
final class Fields {

    private final byte[] body;
    private int at;

    Fields(byte[] body) {
        this.body = body;
    }

    int octet() {
        return at < body.length ? body[at++] & 0xff : 0;
    }

    /** Up to the next zero. */
    String text() {
        int from = at;
        while (at < body.length && body[at] != 0) {
            at++;
        }
        String text = new String(body, from, at - from, StandardCharsets.ISO_8859_1);
        at = Math.min(at + 1, body.length);
        return text;
    }

    byte[] octets(int count) {
        int to = Math.min(at + count, body.length);
        byte[] octets = Arrays.copyOfRange(body, at, to);
        at = to;
        return octets;
    }

    /** A body in the making. */
    static final class Writer {
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();

        Writer octet(int... values) {
            for (int value : values) {
                body.write(value);
            }
            return this;
        }

        Writer text(String text) {
            body.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
            body.write(0);
            return this;
        }

        Writer octets(byte[] octets) {
            body.writeBytes(octets);
            return this;
        }

        byte[] bytes() {
            return body.toByteArray();
        }
    }
}
