package io.keshu.console.trace;

import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The id that follows a call through logs, timeline and delivery. */
public final class TraceIds {

    /** The column's width. */
    static final int MAX_LENGTH = 64;

    /** Where the id stands in the log lines. */
    public static final String MDC_KEY = "traceId";

    private static final int TRACEPARENT_LENGTH = 55;
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private TraceIds() {}

    /**
     * The caller's id if it is well-formed, else a new one.
     *
     * @param traceparent header of W3C Trace Context: {@code 00-<32 hex>-<16 hex>-<2 hex>}
     * @param requestId header {@code X-Request-Id}: up to 64 letters, digits, dots, hyphens and underscores
     */
    public static String of(@Nullable String traceparent, @Nullable String requestId) {
        if (traceparent != null && isTraceparent(traceparent)) {
            return traceparent.substring(3, 35);
        }
        return requestId != null && isRequestId(requestId) ? requestId : next();
    }

    /** A new id. Unique enough to find a call by; no secret, hence no secure random source on the hot path. */
    public static String next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        char[] id = new char[32];
        fill(id, 0, random.nextLong());
        fill(id, 16, random.nextLong());
        return new String(id);
    }

    private static void fill(char[] id, int from, long bits) {
        for (int i = 0; i < 16; i++) {
            id[from + i] = HEX[(int) (bits >>> (i * 4)) & 0xf];
        }
    }

    private static boolean isTraceparent(String value) {
        if (value.length() != TRACEPARENT_LENGTH
                || !value.startsWith("00-")
                || value.charAt(35) != '-'
                || value.charAt(52) != '-') {
            return false;
        }
        boolean nonZero = false;
        for (int i = 3; i < 35; i++) {
            char c = value.charAt(i);
            if (!isDigit(c) && !(c >= 'a' && c <= 'f')) {
                return false;
            }
            nonZero |= c != '0';
        }
        return nonZero;
    }

    private static boolean isRequestId(String value) {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean legal = isDigit(c) || isLetter(c) || c == '-' || c == '_' || c == '.';
            if (!legal) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
