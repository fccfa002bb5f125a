package io.keshu.console.bot;

import io.keshu.bot.AutoReplyRules;
import io.keshu.bot.match.Missed;
import io.keshu.bot.match.Occasion;
import io.keshu.bot.match.Verdict;
import io.keshu.bot.rule.RuleDefinition;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.InboundContent;
import io.keshu.console.web.Fails;
import io.keshu.console.web.FieldProblem;
import io.keshu.console.web.Ids;
import io.keshu.console.web.ProblemException;
import io.keshu.console.web.Words;
import io.keshu.domain.account.AccountDirectory;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tries a sample on the rules without answering anybody. */
@RestController
@RequestMapping("/api/bot/rules/test")
@Tag(name = "bot")
class RuleTestController {

    /** Rules that did not fire and are told of, from the top. */
    private static final int MOST_MISSED = 200;

    private final AutoReplyRules rules;
    private final AccountDirectory accounts;
    private final Clock clock;
    private final Words words;

    RuleTestController(AutoReplyRules rules, AccountDirectory accounts, Clock clock, Words words) {
        this.rules = rules;
        this.accounts = accounts;
        this.clock = clock;
        this.words = words;
    }

    /** @param missed why it does not fire; null if it does */
    record RuleVerdict(
            String id, RuleDefinition definition, @Nullable Missed missed) {}

    /**
     * @param verdicts in order of priority: all that fire, and the first that don't
     * @param more how many further ones don't fire
     */
    record RuleTestResult(List<RuleVerdict> verdicts, int more) {}

    @PostMapping
    @Operation(operationId = "testBotRules")
    @Fails(status = 422, codes = "request.invalid")
    RuleTestResult test(@RequestBody RuleSample sample) {
        List<Verdict> all = rules.explain(occasion(sample));
        List<RuleVerdict> shown = new ArrayList<>();
        int missed = 0;
        for (Verdict verdict : all) {
            if (verdict.fired() || missed++ < MOST_MISSED) {
                shown.add(new RuleVerdict(
                        Long.toString(verdict.rule().id()),
                        verdict.rule().definition(),
                        verdict.missed().orElse(null)));
            }
        }
        return new RuleTestResult(shown, Math.max(0, missed - MOST_MISSED));
    }

    private Occasion occasion(RuleSample sample) {
        ChannelAccount account = accounts.find(
                        Ids.parse(sample.account(), ChannelAccountId::new, () -> wrong("account", "choice")))
                .orElseThrow(() -> wrong("account", "choice"));
        InboundContent content = sample.content();
        Occasion occasion = content == null
                ? Occasion.waited(
                        account.type(),
                        account.id(),
                        rules.lengthReachedAfter(sample.minutes()),
                        sample.returning(),
                        at(sample))
                : Occasion.arrived(
                        account.type(), account.id(), content, sample.first(), sample.returning(), at(sample));
        List<String> tags = sample.tags();
        return tags == null ? occasion : occasion.with(Set.copyOf(tags));
    }

    private Instant at(RuleSample sample) {
        if (sample.at().isBlank()) {
            return clock.instant();
        }
        try {
            return LocalDateTime.parse(sample.at())
                    .atZone(ZoneId.of(rules.hours().zone()))
                    .toInstant();
        } catch (DateTimeException e) {
            throw wrong("at", "pattern");
        }
    }

    private ProblemException wrong(String field, String code) {
        return ProblemException.fields(List.of(new FieldProblem(field, code, words.say("field." + code))));
    }
}
