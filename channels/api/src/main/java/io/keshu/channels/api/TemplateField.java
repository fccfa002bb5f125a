package io.keshu.channels.api;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One blank of a template. Every one must be filled.
 *
 * @param name as the provider calls it
 * @param label what stands before it in the template; the name where nothing does
 * @param kind what the provider takes there, such as {@code phone_number}; the words for it are the console's
 * @param maxLength in Unicode code points, at least 1
 * @param pattern a regular expression that the whole value matches, if there is one
 */
public record TemplateField(
        String name,
        String label,
        String kind,
        int maxLength,
        @Nullable String pattern) {

    /** What can be wrong with a value. */
    public enum Fault {
        MISSING,
        TOO_LONG,
        MALFORMED
    }

    /** What the provider would object to. */
    public Optional<Fault> check(String value) {
        if (value.isBlank()) {
            return Optional.of(Fault.MISSING);
        }
        if (value.codePointCount(0, value.length()) > maxLength) {
            return Optional.of(Fault.TOO_LONG);
        }
        return pattern == null || Pattern.matches(pattern, value) ? Optional.empty() : Optional.of(Fault.MALFORMED);
    }
}
