package io.keshu.bot;

import static io.keshu.bot.rule.RuleBuilder.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keshu.bot.rule.Answer;
import io.keshu.bot.rule.BusinessHours;
import io.keshu.bot.rule.Conditions;
import io.keshu.bot.rule.Rule;
import io.keshu.bot.rule.RuleBuilder;
import io.keshu.bot.rule.RuleProblem;
import io.keshu.bot.rule.Trigger;
import io.keshu.bot.store.RuleHits;
import io.keshu.bot.store.RuleList;
import io.keshu.bot.store.RulePage;
import io.keshu.bot.store.RuleStore;
import io.keshu.bot.store.RulesDatabase;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.MediaId;
import io.keshu.channels.api.MediaStore;
import io.keshu.channels.api.StoredMedia;
import io.keshu.domain.InMemoryHub;
import io.keshu.domain.ScriptedChannel;
import io.keshu.domain.account.AccountDirectory;
import io.keshu.domain.account.Channels;
import io.keshu.domain.agent.AgentGroup;
import io.keshu.domain.agent.AgentGroupId;
import io.keshu.domain.autoreply.AutoResponder;
import io.keshu.domain.conversation.ConversationState;
import io.keshu.domain.conversion.Conversion;
import io.keshu.domain.message.Message;
import io.keshu.domain.message.MessageContent;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Rules on MariaDB, conversations on the in-memory hub: from a customer's message to what arrives. */
class AutoReplyRulesTest {

    private static final MediaStore NO_MEDIA = new MediaStore() {
        @Override
        public Optional<StoredMedia> find(MediaId id) {
            return Optional.empty();
        }

        @Override
        public InputStream open(StoredMedia media, long from) {
            throw new IllegalStateException("There are no media");
        }
    };

    private final DataSource dataSource = RulesDatabase.migrated();
    private final InMemoryHub hub = new InMemoryHub();
    private final List<AutoCloseable> parts = new ArrayList<>();
    private final RuleHits hits = new RuleHits(dataSource);
    private final AtomicLong ids = new AtomicLong(1_000_000);
    private final AutoReplyRules rules;
    private final InMemoryHub.Node node;

    AutoReplyRulesTest() {
        JdbcClient.create(dataSource).sql("DELETE FROM bot_rule").update();
        hub.stores.facts().register(Set.of(RuleHits.NAME));
        rules = rules();
        hub.bot.become(responder());
        node = hub.node().start();
        parts.add(node);
    }

    private AccountDirectory accounts() {
        AccountDirectory accounts = new AccountDirectory(hub.stores.accounts(), ids::incrementAndGet);
        accounts.refresh();
        return accounts;
    }

    private Conversion conversion() {
        return new Conversion(
                accounts(),
                new Channels(List.of(new ScriptedChannel())),
                NO_MEDIA,
                media -> "https://hub.example.com/m/" + media.value());
    }

    private AutoReplyRules rules() {
        return new AutoReplyRules(
                new RuleStore(dataSource),
                new RuleList(dataSource),
                new CheckedAgainst(
                        new Channels(List.of(new ScriptedChannel())),
                        accounts(),
                        hub.stores.groups(),
                        NO_MEDIA,
                        conversion()),
                ids::incrementAndGet,
                hub.clock);
    }

    private AutoResponder responder() {
        AccountDirectory accounts = accounts();
        return new RuleResponder(
                rules,
                new AnswerTexts(accounts, conversion(), account -> Optional.empty()),
                new AnswerGuard(),
                accounts,
                new Channels(List.of(new ScriptedChannel())),
                hub.stores.queries(),
                hub.stores.groups(),
                address -> tags,
                hub.clock);
    }

    private volatile Set<String> tags = Set.of();

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable part : parts) {
            part.close();
        }
    }

    private Rule create(RuleBuilder rule) {
        RuleSaved saved = rules.create(rule.definition(), InMemoryHub.AGENT);
        assertThat(saved).isInstanceOf(RuleSaved.Saved.class);
        return ((RuleSaved.Saved) saved).rule();
    }

    private ConversationState state() {
        return hub.open().get(0).conversation().state();
    }

    private void says(String user, String id, String text) {
        int before = hub.textsOf(user).size();
        node.accept(hub.text(user, id, text));
        await().until(() -> hub.textsOf(user).size() > before);
    }

    @Test
    void a_customer_is_answered_by_the_rule_that_fits_and_the_rest_goes_to_the_agents() {
        create(rule(0).keyword(Trigger.Match.CONTAINS, "退款").says("{account}：", "请填写退款单", "{customer|朋友}再见"));

        says("o1", "1", "我要退款");
        await().until(() -> node.channel.delivered().size() == 3);
        assertThat(node.channel.delivered()).containsExactly("服务台：", "请填写退款单", "朋友再见");
        assertThat(state()).isEqualTo(ConversationState.BOT);

        says("o1", "2", "别的事");
        await().until(() -> state() == ConversationState.QUEUED);
        assertThat(hub.textsOf("o1")).containsExactly("我要退款", "服务台：", "请填写退款单", "朋友再见", "别的事");
        new TransactionTemplate(new JdbcTransactionManager(dataSource))
                .executeWithoutResult(status -> hub.stores.facts().deliver(hits, 100));
        RulePage page = rules.page(null, null, 10);
        assertThat(page.rows())
                .singleElement()
                .satisfies(row -> assertThat(row.hits()).isEqualTo(1));
    }

    @Test
    void a_customer_is_answered_by_the_tags_that_are_borne_when_it_matters() {
        create(rule(0).keyword(Trigger.Match.CONTAINS, "价格")
                .given(new Conditions(List.of(), List.of(), null, null, null, null, List.of("会员")))
                .says("会员价九折"));

        says("o1", "1", "价格");
        await().until(() -> state() == ConversationState.QUEUED);
        tags = Set.of("会员");
        says("o2", "2", "价格");

        await().until(() -> node.channel.delivered().equals(List.of("会员价九折")));
        assertThat(hub.textsOf("o2")).containsExactly("价格", "会员价九折");
    }

    @Test
    void a_rule_that_hands_over_answers_and_leaves_the_customer_to_the_agents() {
        create(rule(0).on(Trigger.Kind.FIRST_MESSAGE).says("您好").handingOver());

        says("o1", "1", "在吗");

        await().until(() -> node.channel.delivered().equals(List.of("您好")));
        assertThat(state()).isEqualTo(ConversationState.QUEUED);
        assertThat(hub.open().get(0).conversation().waitingSince()).isNotNull();
    }

    @Test
    void a_rule_may_only_hand_over_to_a_group_and_to_anybody_once_the_group_is_gone() {
        AgentGroup group = new AgentGroup(new AgentGroupId(5), "售后", 1, InMemoryHub.AGENT, hub.clock.instant());
        hub.stores.groups().insert(group, 10);
        create(rule(0).keyword(Trigger.Match.CONTAINS, "退货")
                .says(new Answer[0])
                .handingOverTo(group.id().toString()));

        node.accept(hub.text("o1", "1", "我要退货"));
        await().until(() -> hub.timelineOf("o1").size() == 2);
        assertThat(hub.timelineOf("o1").get(1).content()).isEqualTo(new MessageContent.Grouped(group.ref()));
        assertThat(hub.open().get(0).conversation().group()).isEqualTo(group.id());
        assertThat(rules.handingOverTo(group.id())).hasSize(1);

        node.commands.close(
                hub.open().get(0).conversation().id(),
                InMemoryHub.AGENT,
                hub.open().get(0).conversation().version(),
                "trace");
        hub.stores.groups().delete(group.id(), 1, InMemoryHub.AGENT, hub.clock.instant());
        node.accept(hub.text("o1", "2", "还要退货"));
        await().until(() -> hub.open().size() == 1 && state() == ConversationState.QUEUED);
        assertThat(hub.open().get(0).conversation().group()).isNull();
    }

    @Test
    void who_subscribes_is_greeted_without_bothering_an_agent() {
        create(rule(0).on(Trigger.Kind.FIRST_MESSAGE).says("欢迎").handingOver());

        node.accept(hub.sent("o1", "1", new InboundContent.Subscribed("shop")));

        await().until(() -> node.channel.delivered().equals(List.of("欢迎")));
        assertThat(state()).isEqualTo(ConversationState.BOT);
        assertThat(hub.open().get(0).conversation().waitingSince()).isNull();
    }

    @Test
    void who_scans_a_code_that_leads_to_the_agents_gets_there_without_asking() {
        create(rule(0).on(Trigger.subscribed("door")).says("这就请人来").handingOver());

        node.accept(hub.sent("o1", "1", new InboundContent.Scanned("door")));

        await().until(() -> node.channel.delivered().equals(List.of("这就请人来")));
        assertThat(state()).isEqualTo(ConversationState.QUEUED);
    }

    private AgentGroup group(long id, String name) {
        AgentGroup group = new AgentGroup(new AgentGroupId(id), name, 1, InMemoryHub.AGENT, hub.clock.instant());
        hub.stores.groups().insert(group, 10);
        return group;
    }

    private List<MessageContent> groupings(String user) {
        return hub.timelineOf(user).stream()
                .map(Message::content)
                .filter(MessageContent.Grouped.class::isInstance)
                .toList();
    }

    @Test
    void who_comes_by_a_code_of_a_group_gets_to_that_group_whether_following_or_scanning() {
        AgentGroup sales = group(6, "销售");
        AgentGroup store = group(5, "门店");
        create(rule(0).on(Trigger.subscribed("door"))
                .says(new Answer[0])
                .handingOverTo(store.id().toString()));
        // The newest goes first. This one alone bothers nobody when somebody merely follows, and neither does its
        // group.
        create(rule(0).on(Trigger.Kind.SUBSCRIBED)
                .says("欢迎")
                .goingOn()
                .handingOverTo(sales.id().toString()));

        node.accept(hub.sent("o1", "1", new InboundContent.Subscribed("door")));
        node.accept(hub.sent("o2", "2", new InboundContent.Scanned("door")));
        node.accept(hub.sent("o3", "3", new InboundContent.Subscribed(null)));

        await().until(() -> !groupings("o1").isEmpty() && !groupings("o2").isEmpty());
        await().until(() -> hub.textsOf("o3").contains("欢迎"));
        assertThat(groupings("o1")).containsExactly(new MessageContent.Grouped(store.ref()));
        assertThat(groupings("o2")).containsExactly(new MessageContent.Grouped(store.ref()));
        assertThat(groupings("o3")).isEmpty();
        assertThat(hub.textsOf("o1")).contains("欢迎");
        assertThat(hub.open()).allSatisfy(row -> {
            boolean waits = !row.identity().address().user().value().equals("o3");
            assertThat(row.conversation().state()).isEqualTo(waits ? ConversationState.QUEUED : ConversationState.BOT);
            assertThat(row.conversation().waitingSince() != null).isEqualTo(waits);
        });
    }

    @Test
    void who_scans_while_with_the_agents_is_answered_and_gets_to_the_codes_group() {
        AgentGroup store = group(5, "门店");
        create(rule(0).on(Trigger.subscribed("door"))
                .says("这就请门店的人来")
                .handingOverTo(store.id().toString()));
        says("o1", "1", "在吗");
        await().until(() -> state() == ConversationState.QUEUED);
        node.commands.reply(hub.open().get(0).conversation().id(), InMemoryHub.AGENT, "c", "在的", "trace");

        node.accept(hub.sent("o1", "2", new InboundContent.Scanned("door")));

        await().until(() -> node.channel.delivered().equals(List.of("在的", "这就请门店的人来")));
        assertThat(groupings("o1")).containsExactly(new MessageContent.Grouped(store.ref()));
        assertThat(hub.open().get(0).conversation().group()).isEqualTo(store.id());
        assertThat(hub.open().get(0).conversation().waitingSince()).isNotNull();
    }

    @Test
    void who_waits_too_long_for_an_agent_hears_what_the_rule_says() {
        create(rule(0).on(Trigger.waiting(3)).says("请稍候"));
        says("o1", "1", "在吗");

        hub.clock.advance(Duration.ofMinutes(3).plusSeconds(1));
        node.overdueAnswers.sweep();
        node.overdueAnswers.sweep();

        await().until(() -> node.channel.delivered().equals(List.of("请稍候")));
        assertThat(hub.textsOf("o1")).containsExactly("在吗", "请稍候");
        assertThat(state()).isEqualTo(ConversationState.QUEUED);
    }

    @Test
    void a_machine_that_answers_every_answer_gets_to_the_agents_after_a_few() {
        create(rule(0).keyword(Trigger.Match.CONTAINS, "乒").says("乓"));
        create(rule(0).keyword(Trigger.Match.CONTAINS, "乓").says("乒"));

        String word = "乒";
        for (int i = 0; i < AnswerGuard.MOST; i++) {
            int delivered = i + 1;
            node.accept(hub.text("o1", "m" + i, word));
            await().until(() -> node.channel.delivered().size() == delivered);
            word = node.channel.delivered().get(i);
        }
        node.accept(hub.text("o1", "last", word));

        await().until(() -> state() == ConversationState.QUEUED);
        assertThat(node.channel.delivered()).hasSize(AnswerGuard.MOST);
    }

    @Test
    void a_flood_of_messages_is_not_answered_one_by_one() {
        create(rule(0).on(Trigger.Kind.DEFAULT).says("收到"));

        for (int i = 0; i < 100; i++) {
            node.accept(hub.text("o1", "m" + i, "在吗 " + i));
        }

        await().until(() ->
                hub.textsOf("o1").stream().filter(text -> text.startsWith("在吗")).count() == 100);
        await().until(() -> hub.open().get(0).conversation().botSince() == null);
        assertThat(hub.textsOf("o1").stream().filter("收到"::equals).count()).isBetween(1L, (long) AnswerGuard.MOST);
    }

    @Test
    void another_node_sees_a_change_by_itself() {
        AutoReplyRules other = rules();
        RuleWatch watch = new RuleWatch(other);
        parts.add(watch::stop);
        watch.start();
        assertThat(other.book().size()).isZero();

        Rule created = create(rule(0).keyword(Trigger.Match.EXACT, "退款"));
        await().until(() -> other.book().size() == 1);
        rules.delete(created.id(), created.version(), InMemoryHub.AGENT);
        await().until(() -> other.book().size() == 0);
    }

    @Test
    void a_rule_that_is_wrong_is_refused_whole() {
        RuleSaved saved = rules.create(
                rule(0).keyword(Trigger.Match.PATTERN, "(").says("").definition(), InMemoryHub.AGENT);

        assertThat(saved)
                .isInstanceOfSatisfying(
                        RuleSaved.Refused.class,
                        refused -> assertThat(refused.problems())
                                .extracting(RuleProblem::code)
                                .containsExactly(RuleProblem.Code.PATTERN_INVALID, RuleProblem.Code.REQUIRED));
        assertThat(rules.page(null, null, 10).total()).isZero();
    }

    @Test
    void patterns_without_a_fixed_word_are_counted_one_by_one_over_all_rules() {
        String[] half = new String[CheckedAgainst.MAX_OPEN_PATTERNS / 2];
        Arrays.fill(half, "[0-9]{11}");
        create(rule(0).keyword(Trigger.Match.PATTERN, half));
        Rule second = create(rule(0).keyword(Trigger.Match.PATTERN, half));

        RuleSaved saved =
                rules.create(rule(0).keyword(Trigger.Match.PATTERN, "[0-9]{6}").definition(), InMemoryHub.AGENT);

        assertThat(saved)
                .isInstanceOfSatisfying(
                        RuleSaved.Refused.class,
                        refused -> assertThat(refused.problems())
                                .extracting(RuleProblem::code)
                                .containsExactly(RuleProblem.Code.PATTERNS_TOO_OPEN));
        assertThat(rules.update(second, InMemoryHub.AGENT)).isInstanceOf(RuleSaved.Saved.class);
    }

    @Test
    void the_ten_thousand_and_first_rule_is_refused_by_name() {
        JdbcClient.create(dataSource)
                .sql("INSERT INTO bot_rule (id, position, search_text, definition, version)"
                        + " SELECT seq, seq, '', '{\"enabled\":false}', 1 FROM seq_1_to_10000")
                .update();

        RuleSaved saved = rules.create(rule(0).definition(), InMemoryHub.AGENT);

        assertThat(saved)
                .isInstanceOfSatisfying(
                        RuleSaved.Refused.class,
                        refused -> assertThat(refused.problems())
                                .extracting(RuleProblem::code)
                                .containsExactly(RuleProblem.Code.TOO_MANY_RULES));
    }

    @Test
    void two_rules_with_the_same_word_are_allowed_with_a_warning() {
        create(rule(0).named("一").keyword(Trigger.Match.EXACT, "退款"));

        RuleSaved saved =
                rules.create(rule(0).keyword(Trigger.Match.EXACT, " 退款").definition(), InMemoryHub.AGENT);

        assertThat(saved)
                .isInstanceOfSatisfying(
                        RuleSaved.Saved.class,
                        second -> assertThat(second.warnings())
                                .singleElement()
                                .satisfies(warning ->
                                        assertThat(warning.arguments()).containsExactly("一")));
    }

    @Test
    void changed_business_hours_count_from_the_next_message_on() {
        create(rule(0).on(Trigger.Kind.OUTSIDE_HOURS).says("已下班"));
        BusinessHours now = rules.hours();
        // The hub's clock stands at noon UTC on a Friday, which is 20:00 in Shanghai.
        says("o1", "1", "在吗");
        await().until(() -> node.channel.delivered().equals(List.of("已下班")));

        assertThat(rules.saveHours(
                        new BusinessHours(
                                now.zone(), List.of(5), "19:00", "21:00", List.of(), List.of(), now.version()),
                        InMemoryHub.AGENT))
                .isEmpty();
        says("o1", "2", "在吗");

        await().until(() -> state() == ConversationState.QUEUED);
        assertThat(node.channel.delivered()).hasSize(1);
    }
}
