package io.keshu.bot.rule;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.text.Normalizer;
import java.util.Optional;

/**
 * A pattern on RE2, whose time grows with the text's length and never explodes. It is matched against text in
 * {@link NormalText}'s form, and its own full-width characters count as their half-width ones.
 */
public final class WordPattern {

    /** The longest pattern, in characters. */
    public static final int MAX_LENGTH = 200;

    /** The most instructions: what a match costs for each character in the worst case. */
    static final int MAX_PROGRAM = 1000;

    private final Pattern pattern;
    private final Optional<String> fixedWord;

    private WordPattern(Pattern pattern, Optional<String> fixedWord) {
        this.pattern = pattern;
        this.fixedWord = fixedWord;
    }

    /** Why a pattern is refused. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;
        private final RuleProblem.Code code;

        RefusedException(RuleProblem.Code code, String detail) {
            super(detail, null, false, false);
            this.code = code;
        }

        RuleProblem.Code code() {
            return code;
        }

        String detail() {
            return String.valueOf(getMessage());
        }
    }

    static WordPattern compile(String word) throws RefusedException {
        if (word.length() > MAX_LENGTH) {
            throw new RefusedException(RuleProblem.Code.TOO_LONG, "");
        }
        String form = Normalizer.normalize(word, Normalizer.Form.NFKC).strip();
        try {
            Pattern compiled = Pattern.compile(form, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
            if (compiled.programSize() > MAX_PROGRAM) {
                throw new RefusedException(RuleProblem.Code.PATTERN_TOO_LARGE, "");
            }
            return new WordPattern(compiled, FixedWord.of(form));
        } catch (PatternSyntaxException e) {
            throw new RefusedException(RuleProblem.Code.PATTERN_INVALID, String.valueOf(e.getDescription()));
        }
    }

    /** The pattern, unless it was stored by a version that allowed more. */
    public static Optional<WordPattern> ifUsable(String word) {
        try {
            return Optional.of(compile(word));
        } catch (RefusedException e) {
            return Optional.empty();
        }
    }

    /** How many instructions it has: what a match costs for each character in the worst case. */
    public int size() {
        return pattern.programSize();
    }

    /** @param text in {@link NormalText}'s form */
    public boolean matches(String text) {
        return pattern.matcher(text).find();
    }

    /** A word without which no text matches, in {@link NormalText}'s form; looked for first, since that costs next to nothing. */
    public Optional<String> fixedWord() {
        return fixedWord;
    }
}
