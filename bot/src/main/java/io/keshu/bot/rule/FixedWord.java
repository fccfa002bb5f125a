package io.keshu.bot.rule;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds a word that every text has which a pattern matches. Gives up rather than guess: only runs of plain letters, digits and
 * Chinese characters outside of all groups and alternatives count.
 */
final class FixedWord {

    private static final String HARMLESS_ESCAPES = "dDwWsSbB";
    private static final Pattern REPEAT = Pattern.compile("\\{[0-9]+(,[0-9]*)?\\}");
    private static final Pattern FLAGS = Pattern.compile("\\(\\?[a-zA-Z-]*\\)");

    private final String pattern;
    private final StringBuilder run = new StringBuilder();
    private String longest = "";
    private int at;
    private int depth;

    private FixedWord(String pattern) {
        this.pattern = pattern;
    }

    static Optional<String> of(String pattern) {
        return new FixedWord(pattern).find();
    }

    private Optional<String> find() {
        while (at < pattern.length()) {
            if (!step(pattern.charAt(at))) {
                return Optional.empty();
            }
        }
        endRun();
        boolean telling = longest.length() >= 2 || longest.codePoints().anyMatch(Character::isIdeographic);
        return telling ? Optional.of(longest) : Optional.empty();
    }

    /** @return false to give up */
    private boolean step(char c) {
        switch (c) {
            case '\\' -> {
                return escape();
            }
            case '[' -> {
                return characterClass();
            }
            case '(' -> {
                // Flags are no group: what repeats them repeats the letter before them.
                if (FLAGS.matcher(pattern).region(at, pattern.length()).lookingAt()) {
                    return false;
                }
                depth++;
            }
            case ')' -> depth--;
            case '|' -> {
                if (depth == 0) {
                    return false;
                }
            }
            case '?', '*' -> dropLast();
            case '{' -> {
                Matcher repeat = REPEAT.matcher(pattern).region(at, pattern.length());
                if (repeat.lookingAt()) {
                    dropLast();
                    at = repeat.end();
                    endRun();
                    return true;
                }
            }
            default -> {
                if (depth == 0 && plain(c)) {
                    run.append(c);
                    at++;
                    return true;
                }
            }
        }
        endRun();
        at++;
        return true;
    }

    private static boolean plain(char c) {
        return c < 128 ? Character.isLetterOrDigit(c) : Character.isIdeographic(c);
    }

    /** What precedes may be missing. */
    private void dropLast() {
        if (run.length() > 0) {
            run.setLength(run.length() - 1);
        }
    }

    private void endRun() {
        if (run.length() > longest.length()) {
            longest = run.toString().toLowerCase(Locale.ROOT);
        }
        run.setLength(0);
    }

    private boolean escape() {
        endRun();
        char next = at + 1 < pattern.length() ? pattern.charAt(at + 1) : '\\';
        at += 2;
        return HARMLESS_ESCAPES.indexOf(next) >= 0 || !Character.isLetterOrDigit(next);
    }

    /** Skips it; gives up on what is seldom written and easily misread. */
    private boolean characterClass() {
        endRun();
        int end = at + 1;
        if (end < pattern.length() && pattern.charAt(end) == '^') {
            end++;
        }
        if (end < pattern.length() && pattern.charAt(end) == ']') {
            return false;
        }
        while (end < pattern.length() && pattern.charAt(end) != ']') {
            if (pattern.charAt(end) == '[') {
                return false;
            }
            end += pattern.charAt(end) == '\\' ? 2 : 1;
        }
        at = end + 1;
        return true;
    }
}
