package io.keshu.benchmarks.driver;

import java.util.LinkedHashMap;
import java.util.Map;

/** One line between the driver and who commands it: a word, then {@code name=value} pairs without blanks. */
public record Wire(String word, Map<String, String> values) {

    /** Reads a line. */
    public static Wire parse(String line) {
        String[] parts = line.strip().split(" ", -1);
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            values.put(parts[i].substring(0, equals), parts[i].substring(equals + 1));
        }
        return new Wire(parts[0], values);
    }

    /** A line of this word and pairs of names and values. */
    public static Wire of(String word, Object... pairs) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put(pairs[i].toString(), pairs[i + 1].toString());
        }
        return new Wire(word, values);
    }

    /** The value of a name that must be there. */
    public String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("No " + name + " in " + this);
        }
        return value;
    }

    /** A whole number that must be there. */
    public long number(String name) {
        return Long.parseLong(text(name));
    }

    /** A number that must be there. */
    public double decimal(String name) {
        return Double.parseDouble(text(name));
    }

    @Override
    public String toString() {
        StringBuilder line = new StringBuilder(word);
        values.forEach(
                (name, value) -> line.append(' ').append(name).append('=').append(value));
        return line.toString();
    }
}
