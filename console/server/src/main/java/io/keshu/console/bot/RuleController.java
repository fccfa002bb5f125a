package io.keshu.console.bot;

import io.keshu.bot.AutoReplyRules;
import io.keshu.bot.RuleSaved;
import io.keshu.bot.menu.MenuItem;
import io.keshu.bot.menu.Menus;
import io.keshu.bot.rule.Rule;
import io.keshu.bot.rule.RuleDefinition;
import io.keshu.bot.rule.RuleProblem;
import io.keshu.bot.store.RuleChange;
import io.keshu.bot.store.RulePage;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.Shortened;
import io.keshu.console.accounts.AccountNames;
import io.keshu.console.bot.RuleViews.RuleChecked;
import io.keshu.console.bot.RuleViews.RuleDetail;
import io.keshu.console.bot.RuleViews.RuleDraft;
import io.keshu.console.bot.RuleViews.RuleEnabled;
import io.keshu.console.bot.RuleViews.RuleListPage;
import io.keshu.console.bot.RuleViews.RuleMove;
import io.keshu.console.bot.RuleViews.RuleRow;
import io.keshu.console.bot.RuleViews.RuleSavedView;
import io.keshu.console.bot.RuleViews.RuleWrite;
import io.keshu.console.bot.RuleViews.RulesMoved;
import io.keshu.console.session.CurrentAgent;
import io.keshu.console.session.SignedInAgent;
import io.keshu.console.web.Fails;
import io.keshu.console.web.Ids;
import io.keshu.console.web.ProblemException;
import io.keshu.domain.agent.AgentId;
import io.keshu.domain.agent.AgentStore;
import io.keshu.domain.store.StaleVersionException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The auto-reply rules. */
@RestController
@RequestMapping("/api/bot/rules")
@Tag(name = "bot")
class RuleController {

    private static final int MOST_ROWS = 200;
    private static final int LONGEST_SEARCH = 100;

    private final AutoReplyRules rules;
    private final AgentStore agents;
    private final RuleWords words;
    private final Menus menus;
    private final AccountNames accounts;

    RuleController(AutoReplyRules rules, AgentStore agents, RuleWords words, Menus menus, AccountNames accounts) {
        this.rules = rules;
        this.menus = menus;
        this.accounts = accounts;
        this.agents = agents;
        this.words = words;
    }

    @GetMapping
    @Operation(operationId = "botRules")
    @Fails(status = 400, codes = "cursor.invalid")
    RuleListPage list(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit) {
        String search = q == null ? null : Shortened.to(LONGEST_SEARCH, q);
        try {
            RulePage page = rules.page(search, cursor, Math.max(1, Math.min(limit, MOST_ROWS)));
            return new RuleListPage(
                    page.rows().stream().map(RuleController::row).toList(),
                    page.next(),
                    page.total(),
                    AutoReplyRules.MAX_RULES,
                    page.order());
        } catch (IllegalArgumentException e) {
            throw ProblemException.of(HttpStatus.BAD_REQUEST, "cursor.invalid");
        }
    }

    @GetMapping("/{id}")
    @Operation(operationId = "botRule")
    @Fails(status = 404, codes = "rule.unknown")
    RuleDetail one(@PathVariable String id) {
        Rule rule = rules.find(id(id)).orElseThrow(RuleController::unknown);
        Optional<RuleChange> last = rules.lastChange(rule.id());
        return new RuleDetail(
                Long.toString(rule.id()),
                rule.version(),
                rule.definition(),
                last.flatMap(this::author).orElse(null),
                last.map(RuleChange::at).orElse(null));
    }

    @PostMapping("/check")
    @Operation(operationId = "checkBotRule")
    RuleChecked check(@RequestBody RuleDraft draft) {
        List<RuleProblem> problems = rules.problems(draft.id().isEmpty() ? 0 : id(draft.id()), draft.definition());
        return new RuleChecked(words.say(problems, false), words.say(problems, true));
    }

    @PostMapping
    @Operation(operationId = "createBotRule")
    @Fails(status = 422, codes = "request.invalid")
    @ResponseStatus(HttpStatus.CREATED)
    RuleSavedView create(@RequestBody RuleDefinition definition, @CurrentAgent SignedInAgent agent) {
        return saved(rules.create(definition, agent.id()));
    }

    @PutMapping("/{id}")
    @Operation(operationId = "saveBotRule")
    @Fails(status = 409, codes = "rule.changed, rule.deleted")
    @Fails(status = 422, codes = "request.invalid")
    RuleSavedView save(@PathVariable String id, @RequestBody RuleWrite request, @CurrentAgent SignedInAgent agent) {
        long rule = id(id);
        return saved(unlessStale(
                rule, () -> rules.update(new Rule(rule, request.definition(), request.version()), agent.id())));
    }

    @PutMapping("/{id}/enabled")
    @Operation(operationId = "enableBotRule")
    @Fails(status = 404, codes = "rule.unknown")
    @Fails(status = 409, codes = "rule.changed, rule.deleted")
    @Fails(status = 422, codes = "request.invalid")
    RuleSavedView enable(@PathVariable String id, @RequestBody RuleEnabled request, @CurrentAgent SignedInAgent agent) {
        long rule = id(id);
        return saved(unlessStale(rule, () -> rules.enable(rule, request.enabled(), request.version(), agent.id()))
                .orElseThrow(RuleController::unknown));
    }

    @PostMapping("/{id}/move")
    @Operation(operationId = "moveBotRule")
    @Fails(status = 404, codes = "rule.unknown")
    @Fails(status = 409, codes = "rule.order_changed")
    RulesMoved move(@PathVariable String id, @RequestBody RuleMove request, @CurrentAgent SignedInAgent agent) {
        @Nullable Long before = request.before().isEmpty() ? null : id(request.before());
        try {
            if (!rules.move(id(id), before, request.order(), agent.id())) {
                throw unknown();
            }
        } catch (StaleVersionException e) {
            Optional<RuleChange> last = rules.lastMove();
            throw ProblemException.of(
                    HttpStatus.CONFLICT,
                    "rule.order_changed",
                    last.flatMap(this::author).orElse("Keshu"),
                    last.map(RuleChange::ruleName).orElse(""));
        }
        return new RulesMoved(request.order() + 1);
    }

    @DeleteMapping("/{id}")
    @Operation(operationId = "deleteBotRule")
    @Fails(status = 409, codes = "rule.changed, rule.deleted, rule.in_menu")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id, @RequestParam long version, @CurrentAgent SignedInAgent agent) {
        long rule = id(id);
        List<ChannelAccountId> leading = menus.leadingTo(MenuItem.Action.RULE, Long.toString(rule));
        if (!leading.isEmpty()) {
            throw ProblemException.of(HttpStatus.CONFLICT, "rule.in_menu", accounts.names(leading));
        }
        unlessStale(rule, () -> {
            rules.delete(rule, version, agent.id());
            return rule;
        });
    }

    private RuleSavedView saved(RuleSaved result) {
        if (result instanceof RuleSaved.Refused refused) {
            throw words.refused(refused.problems());
        }
        RuleSaved.Saved saved = (RuleSaved.Saved) result;
        return new RuleSavedView(
                Long.toString(saved.rule().id()),
                saved.rule().version(),
                saved.rule().definition(),
                words.say(saved.warnings(), true));
    }

    /** Says who was faster. */
    private <T> T unlessStale(long rule, Supplier<T> change) {
        try {
            return change.get();
        } catch (StaleVersionException e) {
            Optional<RuleChange> last = rules.lastChange(rule);
            boolean deleted = last.filter(found -> found.action() == RuleChange.Action.DELETED)
                    .isPresent();
            throw ProblemException.of(
                    HttpStatus.CONFLICT,
                    deleted ? "rule.deleted" : "rule.changed",
                    last.flatMap(this::author).orElse("Keshu"));
        }
    }

    private Optional<String> author(RuleChange change) {
        AgentId by = change.by();
        return by == null
                ? Optional.empty()
                : Optional.ofNullable(agents.displayNames(Set.of(by)).get(by));
    }

    static RuleRow row(RulePage.Row row) {
        Rule rule = row.rule();
        return new RuleRow(Long.toString(rule.id()), rule.version(), rule.definition(), row.hits(), row.recentHits());
    }

    static long id(String text) {
        return Ids.<Long>parse(text, Long::valueOf, RuleController::unknown);
    }

    static ProblemException unknown() {
        return ProblemException.of(HttpStatus.NOT_FOUND, "rule.unknown");
    }
}
