package io.keshu.console.bot;

import io.keshu.bot.rule.RuleProblem;
import io.keshu.channels.api.TextLimit;
import io.keshu.console.web.FieldProblem;
import io.keshu.console.web.ProblemException;
import io.keshu.console.web.Words;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** What is wrong with rules, in the reader's language. */
@Component
final class RuleWords {

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

    private FieldProblem say(RuleProblem problem) {
        String code = problem.code().name().toLowerCase(Locale.ROOT);
        Object[] arguments = problem.arguments().toArray();
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i] instanceof TextLimit.Unit unit) {
                arguments[i] = words.say("unit." + unit.name().toLowerCase(Locale.ROOT));
            } else if (problem.code() == RuleProblem.Code.TOO_LONG_FOR_CHANNEL
                    || problem.code() == RuleProblem.Code.CHANNEL_CANNOT_SEND) {
                String argument = String.valueOf(arguments[i]);
                arguments[i] = i == 0 ? words.find("channel." + argument).orElse(argument) : arguments[i];
            }
        }
        return new FieldProblem(problem.field(), code, words.say("rule." + code, arguments));
    }
}
