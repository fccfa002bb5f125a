package io.keshu.bot.rule;

import java.util.List;

/**
 * What is wrong with one field of a rule.
 *
 * @param field as in the definition, parts of lists by their index: {@code trigger.words[2]}
 * @param warning whether it may be saved all the same
 * @param arguments what the words for it name: limits, channels, other rules
 */
public record RuleProblem(String field, Code code, boolean warning, List<Object> arguments) {

    /** What. */
    public enum Code {
        REQUIRED,
        TOO_LONG,
        TOO_MANY,
        /** A keyword that has nothing in it once it is brought into form. */
        WORD_EMPTY,
        PATTERN_INVALID,
        PATTERN_TOO_LARGE,
        /** Too many patterns that have no fixed word to look for first. */
        PATTERNS_TOO_OPEN,
        /** Names the other rule. */
        WORD_TWICE,
        MINUTES_RANGE,
        CHANNEL_UNKNOWN,
        ACCOUNT_UNKNOWN,
        TIME_MALFORMED,
        WINDOW_EMPTY,
        ZONE_UNKNOWN,
        DATE_MALFORMED,
        DATE_TWICE,
        /** Half a surrogate pair, or a control character other than tab and line ends. */
        UNPRINTABLE,
        PLACEHOLDER_UNKNOWN,
        /** Not an address on the web. */
        URL_INVALID,
        /** Names channel, limit and unit. */
        TOO_LONG_FOR_CHANNEL,
        /** The channel can't send this at all. */
        CHANNEL_CANNOT_SEND,
        TOO_MANY_RULES,
        GROUP_UNKNOWN,
        /** What was uploaded is gone. */
        MEDIA_UNKNOWN,
        /** Names channel and type. */
        MEDIA_TYPE_REFUSED,
        /** Names channel and bytes. */
        MEDIA_TOO_LARGE,
        /** Names channel and seconds. */
        MEDIA_TOO_LONG
    }

    public RuleProblem {
        arguments = List.copyOf(arguments);
    }

    static RuleProblem error(String field, Code code, Object... arguments) {
        return new RuleProblem(field, code, false, List.of(arguments));
    }

    static RuleProblem warning(String field, Code code, Object... arguments) {
        return new RuleProblem(field, code, true, List.of(arguments));
    }
}
