package io.keshu.bot.rule;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What may stand for something in an answer: <code>{customer}</code> for the customer's name, <code>{account}</code> for the name
 * of the channel account. <code>{customer|friend}</code> says {@code friend} where no name is known; without the bar nothing
 * is said there.
 */
public final class Placeholders {

    /** Names that may stand in braces. */
    public static final List<String> NAMES = List.of("customer", "account");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z_]+)(?:\\|([^{}|]*))?\\}");

    private Placeholders() {}

    static Set<String> unknown(String text) {
        Set<String> unknown = new LinkedHashSet<>();
        PLACEHOLDER
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .filter(name -> !NAMES.contains(name))
                .forEach(unknown::add);
        return unknown;
    }

    static boolean names(String text, String placeholder) {
        return PLACEHOLDER
                .matcher(text)
                .results()
                .anyMatch(found -> found.group(1).equals(placeholder));
    }

    /** @param values by name; one that is missing is not known, and a name that stands for nothing stays as it is written */
    static String fillIn(String text, Map<String, String> values) {
        return PLACEHOLDER.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value(found, values)));
    }

    private static String value(MatchResult found, Map<String, String> values) {
        String name = found.group(1);
        if (!NAMES.contains(name)) {
            return found.group();
        }
        return Optional.ofNullable(values.get(name))
                .filter(value -> !value.isBlank())
                .or(() -> Optional.ofNullable(found.group(2)))
                .orElse("");
    }
}
