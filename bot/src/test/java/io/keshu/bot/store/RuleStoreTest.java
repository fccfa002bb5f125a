package io.keshu.bot.store;

import static io.keshu.bot.rule.RuleBuilder.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keshu.bot.rule.Answer;
import io.keshu.bot.rule.BusinessHours;
import io.keshu.bot.rule.Conditions;
import io.keshu.bot.rule.Rule;
import io.keshu.bot.rule.RuleBuilder;
import io.keshu.bot.rule.RuleDefinition;
import io.keshu.bot.rule.Trigger;
import io.keshu.bot.rule.Window;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.domain.agent.AgentId;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.fact.Fact;
import io.keshu.domain.fact.FactBatch;
import io.keshu.domain.store.StaleVersionException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class RuleStoreTest {

    private static final AgentId MEI = new AgentId(77);
    private static final Instant NOW = Instant.parse("2026-10-09T02:00:00.123456Z");
    private static final LocalDate TODAY = LocalDate.parse("2026-10-09");

    private final DataSource dataSource = RulesDatabase.migrated();
    private final RuleStore store = new RuleStore(dataSource);
    private final RuleList list = new RuleList(dataSource);
    private final AtomicLong changeIds = new AtomicLong(100);

    RuleStoreTest() {
        JdbcClient.create(dataSource).sql("DELETE FROM bot_rule").update();
        JdbcClient.create(dataSource).sql("DELETE FROM bot_rule_change").update();
    }

    private RuleStore.Signature signature() {
        return new RuleStore.Signature(changeIds.incrementAndGet(), MEI, NOW);
    }

    private void insert(RuleBuilder rule) {
        assertThat(store.insert(rule.build(), 10_000, signature())).isTrue();
    }

    private List<Long> order() {
        return store.all().stream().map(Rule::id).toList();
    }

    @Test
    void the_greeting_that_there_was_becomes_the_first_rule() {
        DataSource old = RulesDatabase.empty();
        Flyway.configure().dataSource(old).target("010").load().migrate();
        JdbcClient jdbc = JdbcClient.create(old);
        jdbc.sql("UPDATE bot_auto_reply SET enabled = FALSE, text = ?")
                .param("您好 \"朋友\"\n第二行 \\ {x} 😀")
                .update();
        Flyway.configure().dataSource(old).load().migrate();

        assertThat(new RuleStore(old).all()).singleElement().satisfies(rule -> {
            assertThat(rule.version()).isEqualTo(1);
            assertThat(rule.definition().enabled()).isFalse();
            assertThat(rule.definition().trigger().kind()).isEqualTo(Trigger.Kind.FIRST_MESSAGE);
            assertThat(rule.definition().handOver()).isTrue();
            assertThat(rule.definition().stop()).isFalse();
            assertThat(rule.definition().answers()).containsExactly(Answer.text("您好 \"朋友\"\n第二行 \\ {x} 😀"));
        });
        assertThat(new RuleStore(old).changes(null, null, 10))
                .singleElement()
                .satisfies(change -> assertThat(change.by()).isNull());
        assertThat(new RuleList(old).page("第二行", null, 10, TODAY).rows()).hasSize(1);
    }

    @Test
    void a_rule_comes_back_as_it_was_written() {
        RuleDefinition written = rule(1).keyword(Trigger.Match.PATTERN, "退款|😀", "a\\d+\"'")
                .given(new Conditions(
                        List.of("wechat"),
                        List.of("9007199254740993"),
                        Conditions.Time.WINDOW,
                        new Window(List.of(1, 7), "22:00", "06:00"),
                        Conditions.Language.CHINESE,
                        Conditions.Acquaintance.RETURNING,
                        List.of("会员")))
                .says(
                        Answer.text("您好 {customer|朋友}"),
                        Answer.articles(new Answer.ArticleCard("题", "述", "https://example.com", "")),
                        Answer.options("选", "甲", "乙"))
                .choosing(RuleDefinition.Choice.ROTATING)
                .goingOn()
                .handingOver()
                .definition();
        store.insert(new Rule(1, written, 1), 10_000, signature());

        assertThat(store.find(1)).contains(new Rule(1, written, 1));
        assertThat(store.find(2)).isEmpty();
    }

    @Test
    void of_two_who_change_the_same_version_one_is_told() {
        insert(rule(1));
        store.update(rule(1).named("甲").build(), RuleChange.Action.CHANGED, signature());
        long revision = store.revision();

        assertThatThrownBy(() -> store.update(rule(1).named("乙").build(), RuleChange.Action.CHANGED, signature()))
                .isInstanceOf(StaleVersionException.class);
        assertThatThrownBy(() -> store.delete(1, 1, signature())).isInstanceOf(StaleVersionException.class);

        assertThat(store.find(1).orElseThrow().definition().name()).isEqualTo("甲");
        assertThat(store.revision()).isEqualTo(revision);
        assertThat(store.changes(1L, null, 10)).hasSize(2);
    }

    @Test
    void a_new_rule_comes_on_top_and_rules_move_before_others_or_to_the_end() {
        insert(rule(1));
        insert(rule(2));
        insert(rule(3));
        assertThat(order()).containsExactly(3L, 2L, 1L);

        assertThat(store.move(1, 2L, store.orderVersion(), signature())).isTrue();
        assertThat(order()).containsExactly(3L, 1L, 2L);
        assertThat(store.move(3, null, store.orderVersion(), signature())).isTrue();
        assertThat(order()).containsExactly(1L, 2L, 3L);
        assertThat(store.move(3, 1L, store.orderVersion(), signature())).isTrue();
        assertThat(order()).containsExactly(3L, 1L, 2L);
        assertThat(store.move(9, 1L, store.orderVersion(), signature())).isFalse();
        assertThat(store.move(1, 9L, store.orderVersion(), signature())).isFalse();
    }

    @Test
    void of_two_people_who_put_the_rules_in_order_at_once_the_slower_changes_nothing() {
        insert(rule(1));
        insert(rule(2));
        insert(rule(3));
        long seen = store.orderVersion();
        assertThat(store.move(1, 2L, seen, signature())).isTrue();

        assertThatThrownBy(() -> store.move(3, null, seen, signature())).isInstanceOf(StaleVersionException.class);

        assertThat(order()).containsExactly(3L, 1L, 2L);
        assertThat(store.lastMove().orElseThrow().rule()).isEqualTo(1L);
        assertThat(store.move(3, null, store.orderVersion(), signature())).isTrue();
        assertThat(order()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void no_more_rules_than_allowed_are_added_however_many_try_at_once() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(8);
        List<Callable<Boolean>> calls = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            Rule rule = rule(i).build();
            calls.add(() -> store.insert(rule, 7, signature()));
        }
        int added = 0;
        for (Future<Boolean> call : callers.invokeAll(calls)) {
            added += call.get() ? 1 : 0;
        }
        callers.shutdown();

        assertThat(added).isEqualTo(7);
        assertThat(store.all()).hasSize(7);
        assertThat(list.page(null, null, 10, TODAY).total()).isEqualTo(7);
    }

    @Test
    void the_history_tells_who_changed_what_when_and_keeps_what_was_deleted() {
        insert(rule(1).named("一"));
        store.update(rule(1).named("二").off().build(), RuleChange.Action.DISABLED, signature());
        store.delete(1, 2, signature());

        List<RuleChange> changes = store.changes(1L, null, 10);
        assertThat(changes)
                .extracting(RuleChange::action)
                .containsExactly(RuleChange.Action.DELETED, RuleChange.Action.DISABLED, RuleChange.Action.CREATED);
        assertThat(changes.get(0).by()).isEqualTo(MEI);
        assertThat(changes.get(0).at()).isEqualTo(NOW);
        assertThat(changes.get(0).before()).contains("二");
        assertThat(changes.get(0).after()).isNull();
        assertThat(store.changes(null, changes.get(1).id(), 10)).first().isEqualTo(changes.get(2));
    }

    @Test
    void the_list_comes_in_parts_and_is_searched_by_name_word_and_answer_but_not_by_how_it_is_stored() {
        for (int i = 1; i <= 5; i++) {
            insert(rule(i).named("规则" + i).keyword(Trigger.Match.EXACT, "词" + i).says("答100%_" + i));
        }
        RulePage first = list.page(null, null, 2, TODAY);
        RulePage second = list.page(null, first.next(), 2, TODAY);
        RulePage third = list.page(null, second.next(), 2, TODAY);

        assertThat(List.of(first, second, third))
                .flatExtracting(RulePage::rows)
                .extracting(row -> row.rule().id())
                .containsExactly(5L, 4L, 3L, 2L, 1L);
        assertThat(third.next()).isNull();
        for (String search : List.of("规则3", "词3", "100%_3")) {
            assertThat(list.page(search, null, 10, TODAY).rows())
                    .extracting(row -> row.rule().id())
                    .containsExactly(3L);
        }
        assertThat(list.page("enabled", null, 10, TODAY).rows()).isEmpty();
        assertThat(list.page("0_3", null, 10, TODAY).rows()).isEmpty();
        assertThatThrownBy(() -> list.page(null, "x", 10, TODAY)).isInstanceOf(IllegalArgumentException.class);
    }

    private static FactBatch fired(long rule, LocalDate day) {
        Instant at = day.atTime(23, 59).toInstant(ZoneOffset.UTC);
        return new FactBatch(
                1, List.of(new Fact.RuleFired(new ConversationId(1), new ChannelAccountId(1), at, "t", 1, rule)));
    }

    @Test
    void hits_are_counted_from_facts_and_those_of_the_last_week_are_told_apart() {
        insert(rule(1));
        RuleHits hits = new RuleHits(dataSource);
        TransactionTemplate transactions = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        List<FactBatch> all =
                List.of(fired(1, TODAY), fired(1, TODAY), fired(404, TODAY), fired(1, TODAY.minusDays(7)));
        transactions.executeWithoutResult(status -> hits.apply(all));
        transactions.executeWithoutResult(status -> hits.apply(List.of(fired(1, TODAY))));

        assertThat(list.page(null, null, 10, TODAY).rows()).singleElement().satisfies(row -> {
            assertThat(row.hits()).isEqualTo(4);
            assertThat(row.recentHits()).isEqualTo(3);
        });

        transactions.executeWithoutResult(status -> {
            hits.reset();
            hits.apply(all);
        });
        assertThat(list.page(null, null, 10, TODAY).rows())
                .singleElement()
                .satisfies(row -> assertThat(row.hits()).isEqualTo(3));
        assertThatThrownBy(() -> hits.apply(all)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void business_hours_are_changed_by_one_at_a_time() {
        BusinessHours usual = store.hours();
        assertThat(usual.days()).containsExactly(1, 2, 3, 4, 5);
        BusinessHours changed = new BusinessHours(
                "Asia/Tokyo", List.of(6), "10:00", "12:00", List.of("2026-10-01"), List.of(), usual.version());
        store.saveHours(changed, signature());

        assertThat(store.hours().zone()).isEqualTo("Asia/Tokyo");
        assertThat(store.hours().version()).isEqualTo(usual.version() + 1);
        assertThatThrownBy(() -> store.saveHours(changed, signature())).isInstanceOf(StaleVersionException.class);
    }
}
