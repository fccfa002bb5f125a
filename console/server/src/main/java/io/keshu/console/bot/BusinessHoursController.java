package io.keshu.console.bot;

import io.keshu.bot.AutoReplyRules;
import io.keshu.bot.rule.RuleProblem;
import io.keshu.console.bot.RuleViews.BusinessHoursView;
import io.keshu.console.session.CurrentAgent;
import io.keshu.console.session.SignedInAgent;
import io.keshu.console.web.Fails;
import io.keshu.console.web.ProblemException;
import io.keshu.domain.store.StaleVersionException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** When somebody is there. */
@RestController
@RequestMapping("/api/bot/hours")
@Tag(name = "bot")
class BusinessHoursController {

    private final AutoReplyRules rules;
    private final RuleWords words;

    BusinessHoursController(AutoReplyRules rules, RuleWords words) {
        this.rules = rules;
        this.words = words;
    }

    @GetMapping
    @Operation(operationId = "businessHours")
    BusinessHoursView get() {
        return BusinessHoursView.of(rules.hours());
    }

    @PutMapping
    @Operation(operationId = "saveBusinessHours")
    @Fails(status = 409, codes = "setting.changed")
    @Fails(status = 422, codes = "request.invalid")
    BusinessHoursView save(@RequestBody BusinessHoursView request, @CurrentAgent SignedInAgent agent) {
        try {
            List<RuleProblem> problems = rules.saveHours(request.hours(), agent.id());
            if (!problems.isEmpty()) {
                throw words.refused(problems);
            }
            return BusinessHoursView.of(rules.hours());
        } catch (StaleVersionException e) {
            throw ProblemException.of(HttpStatus.CONFLICT, "setting.changed");
        }
    }
}
