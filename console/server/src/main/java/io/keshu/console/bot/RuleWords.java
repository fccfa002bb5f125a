package io.keshu.console.bot;

import io.keshu.bot.rule.RuleProblem;
import io.keshu.channels.api.TextLimit;
import io.keshu.console.web.FieldProblem;
import io.keshu.console.web.ProblemException;
import io.keshu.console.web.Words;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What is wrong with rules, in the reader's language. */
@Component
final class RuleWords {

    /** Problems whose words begin with a channel. */
    private static final Set<RuleProblem.Code> CHANNEL_FIRST = EnumSet.of(
            RuleProblem.Code.TOO_LONG_FOR_CHANNEL,
            RuleProblem.Code.CHANNEL_CANNOT_SEND,
            RuleProblem.Code.MEDIA_TYPE_REFUSED,
            RuleProblem.Code.MEDIA_TOO_LARGE,
            RuleProblem.Code.MEDIA_TOO_LONG);

    private static final long KILO = 1024;

    private final Words words;

    RuleWords(Words words) {
        this.words = words;
    }

    List<FieldProblem> say(List<RuleProblem> problems, boolean warnings) {
        return problems.stream()
                .filter(problem -> problem.warning() == warnings)
                .map(this::say)
                .toList();
    }

    /** 422, with everything that has to be changed. */
    ProblemException refused(List<RuleProblem> problems) {
        return ProblemException.fields(say(problems, false));
    }

    /** What the pattern library says, in the reader's language where there are words for it. */
    private String pattern(String said) {
        return words.find("pattern." + said.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_"))
                .orElse(said);
    }

    private static String size(long bytes) {
        return bytes % (KILO * KILO) == 0 ? bytes / (KILO * KILO) + " MB" : bytes / KILO + " KB";
    }

    private FieldProblem say(RuleProblem problem) {
        String code = problem.code().name().toLowerCase(Locale.ROOT);
        Object[] arguments = problem.arguments().toArray();
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i] instanceof TextLimit.Unit unit) {
                arguments[i] = words.say("unit." + unit.name().toLowerCase(Locale.ROOT));
            } else if (i == 0 && CHANNEL_FIRST.contains(problem.code())) {
                String argument = String.valueOf(arguments[i]);
                arguments[i] = words.find("channel." + argument).orElse(argument);
            } else if (problem.code() == RuleProblem.Code.PATTERN_INVALID) {
                arguments[i] = pattern(String.valueOf(arguments[i]));
            } else if (problem.code() == RuleProblem.Code.MEDIA_TOO_LARGE && arguments[i] instanceof Long bytes) {
                arguments[i] = size(bytes);
            }
        }
        return new FieldProblem(problem.field(), code, words.say("rule." + code, arguments));
    }
}
