package io.keshu.console.bot;

import io.keshu.bot.AutoReplyRules;
import io.keshu.bot.store.RuleChange;
import io.keshu.console.bot.RuleViews.RuleChangePage;
import io.keshu.console.bot.RuleViews.RuleChangeView;
import io.keshu.console.web.Fails;
import io.keshu.console.web.Ids;
import io.keshu.console.web.ProblemException;
import io.keshu.domain.agent.AgentId;
import io.keshu.domain.agent.AgentStore;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who changed which rule when. */
@RestController
@RequestMapping("/api/bot/rules/changes")
@Tag(name = "bot")
class RuleHistoryController {

    private static final int PAGE = 50;

    private final AutoReplyRules rules;
    private final AgentStore agents;

    RuleHistoryController(AutoReplyRules rules, AgentStore agents) {
        this.rules = rules;
        this.agents = agents;
    }

    @GetMapping
    @Operation(operationId = "botRuleChanges")
    @Fails(status = 400, codes = "cursor.invalid")
    @Fails(status = 404, codes = "rule.unknown")
    RuleChangePage changes(
            @RequestParam(required = false) @Nullable String rule,
            @RequestParam(required = false) @Nullable String cursor) {
        @Nullable Long of = rule == null ? null : RuleController.id(rule);
        @Nullable
        Long before = cursor == null
                ? null
                : Ids.<Long>parse(
                        cursor, Long::valueOf, () -> ProblemException.of(HttpStatus.BAD_REQUEST, "cursor.invalid"));
        List<RuleChange> changes = rules.changes(of, before, PAGE);
        Map<AgentId, String> names = agents.displayNames(
                changes.stream().map(RuleChange::by).filter(Objects::nonNull).collect(Collectors.toSet()));
        return new RuleChangePage(
                changes.stream().map(change -> view(change, names)).toList(),
                changes.size() < PAGE
                        ? null
                        : Long.toString(changes.get(changes.size() - 1).id()));
    }

    private static RuleChangeView view(RuleChange change, Map<AgentId, String> names) {
        Long rule = change.rule();
        AgentId by = change.by();
        return new RuleChangeView(
                Long.toString(change.id()),
                rule == null ? null : Long.toString(rule),
                change.ruleName(),
                change.action().name(),
                by == null ? null : names.getOrDefault(by, by.toString()),
                change.at(),
                change.before(),
                change.after());
    }
}
