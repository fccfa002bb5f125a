package io.keshu.console.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.reset;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.keshu.bot.AutoReplyRules;
import io.keshu.bot.RuleSaved;
import io.keshu.bot.match.Missed;
import io.keshu.bot.match.Occasion;
import io.keshu.bot.match.Verdict;
import io.keshu.bot.rule.Answer;
import io.keshu.bot.rule.BusinessHours;
import io.keshu.bot.rule.Conditions;
import io.keshu.bot.rule.Rule;
import io.keshu.bot.rule.RuleDefinition;
import io.keshu.bot.rule.RuleProblem;
import io.keshu.bot.rule.Trigger;
import io.keshu.bot.store.RuleChange;
import io.keshu.bot.store.RulePage;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.TextLimit;
import io.keshu.console.Browser;
import io.keshu.console.ConsoleTest;
import io.keshu.console.FakeChannel;
import io.keshu.domain.account.AccountDirectory;
import io.keshu.domain.store.StaleVersionException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.springframework.beans.factory.annotation.Autowired;

class RulesTest extends ConsoleTest {

    private static final Instant NOW = Instant.parse("2026-10-09T02:00:00Z");

    @Autowired
    private AutoReplyRules rules;

    @Autowired
    private AccountDirectory accounts;

    @BeforeEach
    void forget() {
        reset(rules);
    }

    private static RuleDefinition definition(String name) {
        return new RuleDefinition(
                name,
                true,
                Trigger.keyword(Trigger.Match.CONTAINS, "退款"),
                Conditions.NONE,
                List.of(Answer.text("请填写退款单")),
                RuleDefinition.Choice.ALL,
                true,
                false);
    }

    private static Rule rule(long id) {
        return new Rule(id, definition("规则" + id), 3);
    }

    private static RuleChange change(RuleChange.Action action) {
        return new RuleChange(5, 9L, "规则9", action, AGENT, NOW, null, "{\"name\":\"规则9\"}");
    }

    private static Map<String, Object> body(String name) {
        Map<String, Object> conditions = new HashMap<>();
        conditions.put("channels", List.of());
        conditions.put("accounts", List.of());
        conditions.put("time", "ANY");
        conditions.put("window", Map.of("days", List.of(), "from", "", "to", ""));
        conditions.put("language", "ANY");
        conditions.put("acquaintance", "ANY");
        conditions.put("tags", List.of());
        return Map.of(
                "name",
                name,
                "enabled",
                true,
                "trigger",
                Map.of(
                        "kind",
                        "KEYWORD",
                        "match",
                        "CONTAINS",
                        "words",
                        List.of("退款"),
                        "scenes",
                        List.of(),
                        "kinds",
                        List.of(),
                        "minutes",
                        0),
                "conditions",
                conditions,
                "answers",
                List.of(answer(" 请填写退款单 ")),
                "choice",
                "ALL",
                "stop",
                true,
                "handOver",
                false,
                "group",
                "");
    }

    private static Map<String, Object> answer(String text) {
        Map<String, Object> answer = new HashMap<>();
        answer.put("kind", "TEXT");
        answer.put("text", text);
        answer.put("articles", List.of());
        answer.put("options", List.of());
        for (String part : List.of("media", "title", "description", "url", "appId", "path")) {
            answer.put(part, "");
        }
        return answer;
    }

    private static Map<String, Object> draft() {
        Map<String, Object> draft = new HashMap<>();
        draft.put("id", "");
        draft.put("definition", body("x"));
        return draft;
    }

    @Test
    void a_rule_is_created_as_it_was_written_by_whoever_is_signed_in() {
        when(rules.create(any(), any())).thenReturn(new RuleSaved.Saved(rule(9), List.of()));

        Browser.Answer answer = agent().post("/api/bot/rules", body("规则9"));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().path("id").asString()).isEqualTo("9");
        verify(rules).create(definition("规则9"), AGENT);
    }

    @Test
    void what_is_wrong_is_said_at_its_field_in_the_readers_language() {
        RuleProblem tooLong = new RuleProblem(
                "answers[0].text",
                RuleProblem.Code.TOO_LONG_FOR_CHANNEL,
                false,
                List.of("wechat", 2048, TextLimit.Unit.BYTES));
        RuleProblem twice = new RuleProblem("trigger.words[0]", RuleProblem.Code.WORD_TWICE, true, List.of("售后"));
        when(rules.create(any(), any())).thenReturn(new RuleSaved.Refused(List.of(tooLong, twice)));
        when(rules.problems(eq(0L), any())).thenReturn(List.of(tooLong, twice));
        Browser mei = agent();

        Browser.Answer refused = mei.speaking("en").post("/api/bot/rules", body("x"));
        Browser.Answer checked = mei.speaking("zh").post("/api/bot/rules/check", draft());

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().at("/fields/0/field").asString()).isEqualTo("answers[0].text");
        assertThat(refused.json().at("/fields/0/message").asString()).contains("2,048 bytes");
        assertThat(refused.json().path("fields")).hasSize(1);
        assertThat(checked.status()).isEqualTo(200);
        assertThat(checked.json().at("/errors/0/message").asString()).contains("2,048 字节");
        assertThat(checked.json().at("/warnings/0/message").asString()).isEqualTo("规则“售后”也用了这个关键词。");
    }

    @Test
    void every_problem_has_words_in_both_languages() {
        List<RuleProblem> all = Arrays.stream(RuleProblem.Code.values())
                .map(code -> new RuleProblem("name", code, false, List.of("a", 1, 2)))
                .toList();
        when(rules.problems(eq(0L), any())).thenReturn(all);

        for (String language : List.of("zh", "en")) {
            assertThat(agent().speaking(language)
                            .post("/api/bot/rules/check", draft())
                            .json()
                            .path("errors")
                            .findValuesAsString("message"))
                    .hasSameSizeAs(all)
                    .noneMatch(message -> message.startsWith("rule.") || message.contains("'"));
        }
    }

    @Test
    void who_comes_too_late_is_told_who_was_faster() {
        when(rules.update(any(), any())).thenThrow(new StaleVersionException("old"));
        when(rules.lastChange(9)).thenReturn(Optional.of(change(RuleChange.Action.CHANGED)));
        Map<String, Object> write = Map.of("version", 2, "definition", body("x"));

        Browser.Answer changed = agent().put("/api/bot/rules/9", write);
        assertThat(changed.status()).isEqualTo(409);
        assertThat(changed.code()).isEqualTo("rule.changed");
        assertThat(changed.json().path("detail").asString()).contains("小梅");

        when(rules.lastChange(9)).thenReturn(Optional.of(change(RuleChange.Action.DELETED)));
        assertThat(agent().put("/api/bot/rules/9", write).code()).isEqualTo("rule.deleted");
    }

    @Test
    void the_list_says_how_often_each_rule_answered() {
        when(rules.page("退", null, 100))
                .thenReturn(new RulePage(List.of(new RulePage.Row(rule(9007199254740993L), 12, 3)), "1.9", 40, 6));
        when(rules.page(null, "bad", 100)).thenThrow(new IllegalArgumentException("bad"));

        var page = agent().get("/api/bot/rules?q=%E9%80%80").json();
        assertThat(page.at("/items/0/id").asString()).isEqualTo("9007199254740993");
        assertThat(page.at("/items/0/hits").asInt()).isEqualTo(12);
        assertThat(page.path("total").asInt()).isEqualTo(40);
        assertThat(page.path("order").asInt()).isEqualTo(6);
        assertThat(page.path("most").asInt()).isEqualTo(AutoReplyRules.MAX_RULES);
        assertThat(agent().get("/api/bot/rules?cursor=bad").code()).isEqualTo("cursor.invalid");
    }

    @Test
    void rules_are_switched_moved_deleted_and_unknown_ones_are_not_there() {
        when(rules.enable(9, false, 3, AGENT)).thenReturn(Optional.of(new RuleSaved.Saved(rule(9), List.of())));
        when(rules.enable(eq(8L), eq(true), eq(1L), any())).thenReturn(Optional.empty());
        when(rules.move(9, 8L, 6, AGENT)).thenReturn(true);
        Browser mei = agent();

        assertThat(mei.put("/api/bot/rules/9/enabled", Map.of("version", 3, "enabled", false))
                        .status())
                .isEqualTo(200);
        assertThat(mei.put("/api/bot/rules/8/enabled", Map.of("version", 1, "enabled", true))
                        .code())
                .isEqualTo("rule.unknown");
        Browser.Answer moved = mei.post("/api/bot/rules/9/move", Map.of("before", "8", "order", 6));
        assertThat(moved.status()).isEqualTo(200);
        assertThat(moved.json().path("order").asInt()).isEqualTo(7);
        assertThat(mei.post("/api/bot/rules/9/move", Map.of("before", "", "order", 7))
                        .status())
                .isEqualTo(404);
        assertThat(mei.delete("/api/bot/rules/9?version=3").status()).isEqualTo(204);
        assertThat(mei.get("/api/bot/rules/404").code()).isEqualTo("rule.unknown");
        assertThat(mei.get("/api/bot/rules/x").status()).isEqualTo(404);
        verify(rules).delete(9, 3, AGENT);
    }

    @Test
    void whoever_moves_a_rule_in_an_order_that_others_changed_is_told_by_whom_and_which() {
        when(rules.move(9, null, 6, AGENT)).thenThrow(new StaleVersionException("moved"));
        when(rules.lastMove()).thenReturn(Optional.of(change(RuleChange.Action.MOVED)));

        Browser.Answer refused = agent().post("/api/bot/rules/9/move", Map.of("before", "", "order", 6));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("rule.order_changed");
        assertThat(refused.json().path("detail").asString()).contains("小梅");
    }

    @Test
    void the_history_names_people() {
        when(rules.changes(9L, null, 50)).thenReturn(List.of(change(RuleChange.Action.CHANGED)));

        var page = agent().get("/api/bot/rules/changes?rule=9").json();

        assertThat(page.at("/items/0/by").asString()).isEqualTo("小梅");
        assertThat(page.at("/items/0/after").asString()).contains("规则9");
        assertThat(page.at("/items/0/before").isNull()).isTrue();
        assertThat(page.path("next").isNull()).isTrue();
    }

    @Test
    void a_sample_shows_which_rule_fires_and_why_others_do_not() {
        String key = "k" + UUID.randomUUID().toString().substring(0, 8);
        var account = accounts.create(FakeChannel.TYPE, key, "纸条", true, Map.of(), Map.of());
        when(rules.hours()).thenReturn(BusinessHours.USUAL);
        when(rules.explain(any()))
                .thenReturn(List.of(
                        new Verdict(rule(1), Optional.of(Missed.OTHER_TIME)), new Verdict(rule(2), Optional.empty())));
        Map<String, Object> sample = new HashMap<>();
        sample.put("account", account.id().toString());
        sample.put("happening", "TEXT");
        sample.put("text", "我要退款");
        sample.put("scene", "");
        sample.put("minutes", 0);
        sample.put("at", "2026-10-09T10:00");
        sample.put("first", true);
        sample.put("returning", true);
        sample.put("tags", List.of("会员"));

        var result = agent().post("/api/bot/rules/test", sample).json();

        assertThat(result.at("/verdicts/0/missed").asString()).isEqualTo("OTHER_TIME");
        assertThat(result.at("/verdicts/1/missed").isNull()).isTrue();
        ArgumentCaptor<Occasion> occasion = ArgumentCaptor.forClass(Occasion.class);
        verify(rules).explain(occasion.capture());
        assertThat(occasion.getValue())
                .isEqualTo(Occasion.arrived(
                                FakeChannel.TYPE,
                                new ChannelAccountId(account.id().value()),
                                new InboundContent.Text("我要退款"),
                                true,
                                true,
                                LocalDateTime.parse("2026-10-09T10:00")
                                        .atZone(ZoneId.of("Asia/Shanghai"))
                                        .toInstant())
                        .with(Set.of("会员")));

        sample.put("at", "gestern");
        assertThat(agent().post("/api/bot/rules/test", sample)
                        .json()
                        .at("/fields/0/field")
                        .asString())
                .isEqualTo("at");
        sample.put("at", "");
        sample.put("account", "1");
        assertThat(agent().post("/api/bot/rules/test", sample)
                        .json()
                        .at("/fields/0/field")
                        .asString())
                .isEqualTo("account");
        sample.put("account", account.id().toString());
        sample.put("happening", "WAITING");
        sample.put("minutes", 7);
        when(rules.lengthReachedAfter(anyInt())).thenReturn(5);
        assertThat(agent().post("/api/bot/rules/test", sample).status()).isEqualTo(200);
    }

    @Test
    void null_is_taken_where_a_body_may_have_it_and_nowhere_else() {
        Map<String, Object> code = new HashMap<>();
        code.put("name", "西湖门店");
        code.put("scene", "door-1");
        code.put("numbered", false);
        code.put("group", "");
        code.put("validDays", null);
        // Understood; there is only no such account.
        assertThat(agent().post("/api/scene-codes/1", code).status()).isEqualTo(404);
        code.put("scene", null);
        assertThat(agent().post("/api/scene-codes/1", code).status()).isEqualTo(400);
    }

    @Test
    void business_hours_are_read_and_saved() {
        when(rules.hours()).thenReturn(BusinessHours.USUAL);
        Map<String, Object> hours = new HashMap<>();
        hours.put("zone", "Asia/Shanghai");
        hours.put("days", List.of(1, 2));
        hours.put("from", "09:00");
        hours.put("to", "18:00");
        hours.put("holidays", List.of());
        hours.put("workdays", List.of());
        hours.put("version", 4);

        assertThat(agent().get("/api/bot/hours").json().path("from").asString()).isEqualTo("09:00");
        assertThat(agent().put("/api/bot/hours", hours).status()).isEqualTo(200);
        when(rules.saveHours(any(), any()))
                .thenReturn(List.of(new RuleProblem("to", RuleProblem.Code.WINDOW_EMPTY, false, List.of())));
        assertThat(agent().put("/api/bot/hours", hours)
                        .json()
                        .at("/fields/0/code")
                        .asString())
                .isEqualTo("window_empty");
        reset(rules);
        when(rules.saveHours(any(), any())).thenThrow(new StaleVersionException("old"));
        assertThat(agent().put("/api/bot/hours", hours).code()).isEqualTo("setting.changed");
    }
}
