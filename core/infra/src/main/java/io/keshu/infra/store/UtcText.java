package io.keshu.infra.store;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Times as the database writes them, {@code 2026-01-31 23:59:59.123456}, UTC. Every message carries several: a formatter made of patterns
 * takes ten times as long.
 */
final class UtcText {

    private static final String SHAPE = "0000-00-00 00:00:00.000000";
    private static final int NANOS_PER_MICRO = 1_000;

    private UtcText() {}

    /** To the microsecond, as the database keeps it; for years of four digits. */
    static String of(Instant instant) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, ZoneOffset.UTC);
        char[] text = SHAPE.toCharArray();
        digits(text, 4, time.getYear());
        digits(text, 7, time.getMonthValue());
        digits(text, 10, time.getDayOfMonth());
        digits(text, 13, time.getHour());
        digits(text, 16, time.getMinute());
        digits(text, 19, time.getSecond());
        digits(text, 26, instant.getNano() / NANOS_PER_MICRO);
        return new String(text);
    }

    /** Writes a number so that its last digit comes just before the end. */
    private static void digits(char[] text, int end, int number) {
        for (int at = end - 1, left = number; left > 0; at--, left /= 10) {
            text[at] = (char) ('0' + left % 10);
        }
    }
}
