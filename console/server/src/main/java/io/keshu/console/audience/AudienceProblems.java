package io.keshu.console.audience;

import io.keshu.channels.api.ProviderProblem;
import io.keshu.channels.api.ProviderProblem.Reason;
import io.keshu.console.web.FieldProblem;
import io.keshu.console.web.ProblemException;
import io.keshu.console.web.ProviderWords;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpStatus;

/** What a provider would not do: at the field that is the reason, or as the provider's fault. */
final class AudienceProblems {

    private static final Map<Reason, String> FIELDS = Map.of(
            Reason.SCENE_TOO_LONG, "scene",
            Reason.SCENE_NO_NUMBER, "scene",
            Reason.VALIDITY_TOO_LONG, "validDays",
            Reason.TOO_MANY_CODES, "validDays",
            Reason.TOO_MANY_CUSTOMERS, "users",
            Reason.TOO_MANY_TAGS_ON_ONE, "users",
            Reason.UNKNOWN_CUSTOMER, "users");

    private AudienceProblems() {}

    /** @param nameField where names are written */
    static ProblemException of(ProviderProblem problem, String nameField, ProviderWords words) {
        if (problem.reason() == Reason.TAG_UNKNOWN) {
            return ProblemException.of(HttpStatus.NOT_FOUND, "tag.unknown");
        }
        // Nobody was asked: the fault is here, and somebody here can mend it.
        if (problem.reason() == Reason.ACCOUNT_DISABLED) {
            return ProblemException.of(HttpStatus.CONFLICT, "account.disabled");
        }
        boolean name = problem.reason() == Reason.NAME_TOO_LONG
                || problem.reason() == Reason.NAME_TAKEN
                || problem.reason() == Reason.TOO_MANY_TAGS;
        String field = name ? nameField : FIELDS.get(problem.reason());
        if (field == null) {
            // Nobody asked the provider anything while the account is off.
            boolean off = problem.reason() == Reason.ACCOUNT_DISABLED;
            return ProblemException.of(
                    off ? HttpStatus.CONFLICT : HttpStatus.BAD_GATEWAY, "provider.failed", words.say(problem));
        }
        String code = problem.reason().name().toLowerCase(Locale.ROOT);
        return ProblemException.fields(List.of(new FieldProblem(field, code, words.say(problem))));
    }
}
