package io.keshu.channels.web.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One field of a form that visitors fill in, written in a deployment's settings as a line:
 * {@code name | kind | required or optional | Chinese label | English label | options, separated by commas}.
 *
 * @param kind {@code text}, {@code phone}, {@code email}, {@code choice} or {@code long}
 * @param options empty unless it is a choice
 */
public record FormField(
        String name, String kind, boolean required, String label, String labelInEnglish, List<String> options) {

    static final String LINE =
            "[A-Za-z][A-Za-z0-9_]{0,31}[ ]*\\|[ ]*(text|phone|email|long|choice)[ ]*\\|[ ]*(required|optional)[ ]*"
                    + "\\|[^|]{1,60}\\|[^|]{1,60}(\\|[^|]{1,1000})?";

    private static final Pattern BAR = Pattern.compile("\\|");
    private static final Pattern COMMA = Pattern.compile("[,，]");
    private static final int MOST = 12;
    private static final int PARTS = 5;

    public FormField {
        options = List.copyOf(options);
    }

    /** The fields that these lines say; lines that say none, and second fields of a name, are passed by. */
    static List<FormField> of(List<String> lines) {
        List<FormField> fields = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String line : lines) {
            List<String> parts =
                    Arrays.stream(BAR.split(line)).map(String::strip).toList();
            if (parts.size() >= PARTS && fields.size() < MOST && names.add(parts.get(0))) {
                fields.add(new FormField(
                        parts.get(0),
                        parts.get(1),
                        parts.get(2).equals("required"),
                        parts.get(3),
                        parts.get(4),
                        parts.size() > PARTS && parts.get(1).equals("choice") ? split(parts.get(PARTS)) : List.of()));
            }
        }
        return List.copyOf(fields);
    }

    private static List<String> split(String options) {
        return Arrays.stream(COMMA.split(options))
                .map(String::strip)
                .filter(option -> !option.isEmpty())
                .toList();
    }

    public String label(String language) {
        return language.equals("en") ? labelInEnglish : label;
    }
}
