package io.keshu.infra.store;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A statement over many rows, whose text depends on how many. Only a few sizes are used, so that texts are built once and drivers and
 * servers meet the same few again: every size up to 16, and multiples of 16 up to {@value #MAX}.
 */
public final class SizedSql {

    /** The most rows of one statement. */
    public static final int MAX = 256;

    private static final int STEP = 16;

    private final AtomicReferenceArray<@Nullable String> texts = new AtomicReferenceArray<>(MAX + 1);
    private final String prefix;
    private final String first;
    private final String further;
    private final String suffix;

    /**
     * @param first the text for the first row
     * @param further the text for each further row, with its separator
     */
    public SizedSql(String prefix, String first, String further, String suffix) {
        this.prefix = prefix;
        this.first = first;
        this.further = further;
        this.suffix = suffix;
    }

    /** An insert of rows with these columns. */
    public static SizedSql insert(String table, String columns) {
        String row =
                "(" + "?,".repeat((int) columns.chars().filter(c -> c == ',').count()) + "?)";
        return new SizedSql("INSERT INTO " + table + " (" + columns + ") VALUES ", row, "," + row, "");
    }

    /** A statement with a list of so many ids. */
    public static SizedSql in(String prefix, String suffix) {
        return new SizedSql(prefix + " IN (", "?", ",?", ")" + suffix);
    }

    /** The largest size in use that is not above the number of rows left. */
    public static int chunk(int left) {
        return left < STEP ? left : Math.min(MAX, left - left % STEP);
    }

    /** The smallest size in use that is not below the number of ids, for lists that may be filled up. */
    public static int atLeast(int ids) {
        return ids <= STEP ? ids : Math.min(MAX, (ids + STEP - 1) / STEP * STEP);
    }

    public String text(int rows) {
        String known = texts.get(rows);
        if (known != null) {
            return known;
        }
        String text = prefix + first + further.repeat(rows - 1) + suffix;
        texts.set(rows, text);
        return text;
    }
}
