package io.keshu.bot.match;

import static io.keshu.bot.rule.RuleBuilder.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.bot.rule.BusinessHours;
import io.keshu.bot.rule.Conditions;
import io.keshu.bot.rule.Rule;
import io.keshu.bot.rule.RuleBuilder;
import io.keshu.bot.rule.Trigger;
import io.keshu.bot.rule.Trigger.Kind;
import io.keshu.bot.rule.Trigger.Match;
import io.keshu.bot.rule.Trigger.MessageKind;
import io.keshu.bot.rule.Window;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelType;
import io.keshu.channels.api.InboundContent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleBookTest {

    private static final ChannelType WECHAT = new ChannelType("wechat");
    private static final ChannelAccountId ACCOUNT = new ChannelAccountId(1);

    /** A Friday, 10:00 in Shanghai. */
    private static final Instant WORK = Instant.parse("2026-10-09T02:00:00Z");

    private static final Instant NIGHT = Instant.parse("2026-10-09T14:00:00Z");

    private static Occasion text(String text) {
        return arrived(new InboundContent.Text(text), false, WORK);
    }

    private static Occasion arrived(InboundContent content, boolean first, Instant at) {
        return Occasion.arrived(WECHAT, ACCOUNT, content, first, false, at);
    }

    private static RuleBook book(RuleBuilder... rules) {
        return RuleBook.of(Arrays.stream(rules).map(RuleBuilder::build).toList(), BusinessHours.USUAL);
    }

    private static List<Long> fired(RuleBook book, Occasion occasion) {
        return book.fire(occasion).stream().map(Rule::id).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "价格, 1",
        "' 价格 ', 1",
        "ＰＲＩＣＥ, 1",
        "这个价格是多少, ",
        "我要退款, 2",
        "我要退 款, ",
        "订单2026号, 3",
        "订单号, ",
    })
    void keywords_match_whole_within_or_by_pattern(String text, Long rule) {
        RuleBook book = book(
                rule(1).keyword(Match.EXACT, "价格", "price"),
                rule(2).keyword(Match.CONTAINS, "退款"),
                rule(3).keyword(Match.PATTERN, "订单[0-9]{4}"));

        assertThat(fired(book, text(text))).isEqualTo(rule == null ? List.of() : List.of(rule));
        assertThat(book.mayFire(text(text))).isEqualTo(rule != null);
    }

    @Test
    void what_was_recognised_in_a_voice_message_and_what_was_tapped_count_as_text() {
        RuleBook book = book(rule(1).keyword(Match.CONTAINS, "退款"));

        assertThat(fired(book, arrived(new InboundContent.Voice("m", "amr", "我要退款"), false, WORK)))
                .containsExactly(1L);
        assertThat(fired(book, arrived(new InboundContent.Choice("1", "退款"), false, WORK)))
                .containsExactly(1L);
        assertThat(fired(book, arrived(new InboundContent.Voice("m", "amr", null), false, WORK)))
                .isEmpty();
    }

    private static InboundContent.Mail letter(String subject, String text, boolean automatic) {
        return new InboundContent.Mail(subject, text, "", "", automatic, InboundContent.MailNotice.NONE, "");
    }

    @Test
    void a_letter_is_matched_by_its_subject_and_its_text_unless_a_machine_wrote_it() {
        RuleBook book = book(rule(1).keyword(Match.CONTAINS, "退款").goingOn(), rule(2).on(Trigger.Kind.FIRST_MESSAGE));

        assertThat(fired(book, arrived(letter("退款申请", "订单 12", false), true, WORK)))
                .containsExactly(1L, 2L);
        assertThat(fired(book, arrived(letter("订单 12", "我要退款", false), false, WORK)))
                .containsExactly(1L);
        assertThat(fired(book, arrived(letter("订单 12", "几时到", false), false, WORK)))
                .isEmpty();
        assertThat(fired(book, arrived(letter("自动回复：退款", "我要退款", true), true, WORK)))
                .isEmpty();
    }

    @Test
    void rules_fire_in_order_until_one_says_stop() {
        RuleBook book = book(
                rule(1).keyword(Match.CONTAINS, "退").goingOn(),
                rule(2).keyword(Match.CONTAINS, "款"),
                rule(3).keyword(Match.CONTAINS, "退款"));

        assertThat(fired(book, text("退款"))).containsExactly(1L, 2L);
        assertThat(book.explain(text("退款")).get(2).missed()).contains(Missed.STOPPED);
    }

    @Test
    void a_default_fires_only_if_nothing_else_did_wherever_it_stands() {
        RuleBook book = book(rule(1).on(Kind.DEFAULT), rule(2).keyword(Match.EXACT, "价格"));

        assertThat(fired(book, text("价格"))).containsExactly(2L);
        assertThat(fired(book, text("别的"))).containsExactly(1L);
        assertThat(fired(book, arrived(new InboundContent.Subscribed(null), true, WORK)))
                .isEmpty();
        assertThat(book.explain(text("价格")).get(0).missed()).contains(Missed.ANOTHER_FIRED);
    }

    @Test
    void subscribing_by_a_code_fires_the_rule_for_its_scene_and_scanning_it_later_too() {
        RuleBook book = book(rule(1).on(Trigger.subscribed("shop-1")), rule(2).on(Trigger.subscribed()));

        assertThat(fired(book, arrived(new InboundContent.Subscribed("shop-1"), true, WORK)))
                .containsExactly(1L);
        assertThat(fired(book, arrived(new InboundContent.Subscribed("shop-2"), true, WORK)))
                .containsExactly(2L);
        assertThat(fired(book, arrived(new InboundContent.Subscribed(null), true, WORK)))
                .containsExactly(2L);
        assertThat(fired(book, arrived(new InboundContent.Scanned("shop-1"), false, WORK)))
                .containsExactly(1L);
        assertThat(fired(book, arrived(new InboundContent.Scanned("shop-2"), false, WORK)))
                .isEmpty();
    }

    @Test
    void each_occasion_fires_its_own_trigger() {
        RuleBook book = book(
                rule(1).on(Kind.FIRST_MESSAGE),
                rule(2).on(Trigger.messages(MessageKind.IMAGE, MessageKind.LOCATION)),
                rule(3).on(Kind.ENTERED),
                rule(4).on(Kind.OUTSIDE_HOURS),
                rule(5).on(Trigger.waiting(5)),
                rule(6).on(Trigger.waiting(10)));

        assertThat(fired(book, arrived(new InboundContent.Text("在吗"), true, WORK)))
                .containsExactly(1L);
        assertThat(fired(book, arrived(new InboundContent.Subscribed(null), true, WORK)))
                .containsExactly(1L);
        assertThat(fired(book, arrived(new InboundContent.Image("m", null), false, WORK)))
                .containsExactly(2L);
        assertThat(fired(book, arrived(new InboundContent.Entered(Map.of()), false, WORK)))
                .containsExactly(3L);
        assertThat(fired(book, arrived(new InboundContent.Text("在吗"), false, NIGHT)))
                .containsExactly(4L);
        assertThat(fired(book, text("在吗"))).isEmpty();
        assertThat(book.waits()).containsExactly(5, 10);
        assertThat(fired(book, Occasion.waited(WECHAT, ACCOUNT, 5, false, WORK)))
                .containsExactly(5L);
        assertThat(fired(book, Occasion.waited(WECHAT, ACCOUNT, 10, false, WORK)))
                .containsExactly(6L);
    }

    private static Conditions conditions(
            List<String> channels,
            List<String> accounts,
            Conditions.Time time,
            Window window,
            Conditions.Language language,
            Conditions.Acquaintance acquaintance) {
        return new Conditions(channels, accounts, time, window, language, acquaintance, List.of());
    }

    private static Conditions tagged(String... tags) {
        return new Conditions(List.of(), List.of(), null, null, null, null, List.of(tags));
    }

    @Test
    void a_rule_for_tags_fires_for_whoever_bears_one_of_them() {
        RuleBook book = book(
                rule(1).keyword(Trigger.Match.CONTAINS, "价格").given(tagged("会员", "贵宾")),
                rule(2).keyword(Trigger.Match.CONTAINS, "价格"));

        assertThat(book.asksForTags()).isTrue();
        assertThat(book.mayFire(text("价格"))).isTrue();
        assertThat(fired(book, text("价格").with(Set.of("贵宾", "杭州")))).containsExactly(1L);
        assertThat(fired(book, text("价格").with(Set.of("杭州")))).containsExactly(2L);
        assertThat(book.explain(text("价格")))
                .extracting(Verdict::missed)
                .containsExactly(Optional.of(Missed.OTHER_TAG), Optional.empty());
    }

    @Test
    void nobody_is_asked_for_tags_that_no_rule_in_force_is_for() {
        assertThat(book(rule(1)).asksForTags()).isFalse();
        assertThat(book(rule(1).given(tagged("会员")).off()).asksForTags()).isFalse();
        RuleBook only = book(rule(1).given(tagged("会员")));
        assertThat(only.mayFire(text("在吗"))).as("nobody knows yet").isTrue();
        assertThat(fired(only, text("在吗"))).isEmpty();
    }

    @Test
    void rules_are_known_by_the_scenes_they_name() {
        RuleBook book = book(
                rule(1).on(Trigger.subscribed("door", "till")),
                rule(2).on(Trigger.subscribed("door")).off());

        assertThat(book.withScenes().get("door")).extracting(Rule::id).containsExactly(1L, 2L);
        assertThat(book.withScenes().get("till")).extracting(Rule::id).containsExactly(1L);
    }

    @Test
    void conditions_that_do_not_hold_keep_a_rule_from_firing_and_are_named() {
        RuleBook book = book(
                rule(1).given(conditions(List.of("sms"), null, null, null, null, null))
                        .goingOn(),
                rule(2).given(conditions(null, List.of("2"), null, null, null, null))
                        .goingOn(),
                rule(3).given(conditions(null, null, Conditions.Time.OUTSIDE_BUSINESS_HOURS, null, null, null))
                        .goingOn(),
                rule(4).given(conditions(
                                null,
                                null,
                                Conditions.Time.WINDOW,
                                new Window(List.of(6), "09:00", "11:00"),
                                null,
                                null))
                        .goingOn(),
                rule(5).given(conditions(null, null, null, null, Conditions.Language.ENGLISH, null))
                        .goingOn(),
                rule(6).given(conditions(null, null, null, null, null, Conditions.Acquaintance.RETURNING))
                        .goingOn(),
                rule(7).off(),
                rule(8).given(conditions(
                        List.of("wechat"),
                        List.of("1"),
                        Conditions.Time.WINDOW,
                        new Window(List.of(5), "09:00", "11:00"),
                        Conditions.Language.CHINESE,
                        Conditions.Acquaintance.NEW)));

        assertThat(fired(book, text("在吗"))).containsExactly(8L);
        assertThat(book.explain(text("在吗")).stream()
                        .map(verdict -> verdict.missed().orElse(null))
                        .toList())
                .containsExactly(
                        Missed.OTHER_CHANNEL,
                        Missed.OTHER_ACCOUNT,
                        Missed.OTHER_TIME,
                        Missed.OTHER_TIME,
                        Missed.OTHER_LANGUAGE,
                        Missed.OTHER_ACQUAINTANCE,
                        Missed.DISABLED,
                        null);
    }

    @ParameterizedTest
    @CsvSource({"在吗, CHINESE", "hello, ENGLISH", "iPhone 多少钱, CHINESE", "123 😀, ", "Ça va, ENGLISH"})
    void the_language_is_guessed_by_its_letters(String text, Conditions.Language language) {
        assertThat(WrittenLanguage.of(text).orElse(null)).isEqualTo(language);
    }

    @Test
    void an_occasion_is_answered_with_five_messages_at_most() {
        RuleBook book = book(
                rule(1).says("1", "2", "3", "4").goingOn(),
                rule(2).says("5", "6").goingOn(),
                rule(3).says("7").goingOn());

        assertThat(fired(book, text("在吗"))).containsExactly(1L, 3L);
        assertThat(book.explain(text("在吗")).get(1).missed()).contains(Missed.TOO_MANY_ANSWERS);
    }

    @Test
    void a_pattern_of_an_earlier_version_that_is_not_usable_fires_never() {
        assertThat(fired(book(rule(1).keyword(Match.PATTERN, "(")), text("("))).isEmpty();
    }

    @Test
    void keywords_of_other_rules_are_found_in_their_common_form() {
        RuleBook book = book(rule(1).keyword(Match.EXACT, "Ｐrice").named("价格"), rule(2).keyword(Match.EXACT, "退款"));

        assertThat(book.otherRuleWith("PRICE", Match.EXACT, 2)).contains("价格");
        assertThat(book.otherRuleWith("PRICE", Match.EXACT, 1)).isEmpty();
        assertThat(book.otherRuleWith("PRICE", Match.CONTAINS, 2)).isEmpty();
    }

    /** The engine asks those it found by its indexes; the explanation asks every rule. */
    @Test
    void the_index_finds_exactly_what_asking_every_rule_finds() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            List<Rule> rules = new ArrayList<>();
            for (int id = 1; id <= 12; id++) {
                rules.add(random(id, random));
            }
            RuleBook book = RuleBook.of(rules, BusinessHours.USUAL);
            for (int i = 0; i < 20; i++) {
                Occasion occasion = random(random);
                List<Rule> explained = book.explain(occasion).stream()
                        .filter(Verdict::fired)
                        .map(Verdict::rule)
                        .toList();
                assertThat(book.fire(occasion))
                        .as("seed %s, %s on %s", seed, occasion, rules)
                        .isEqualTo(explained);
                assertThat(book.mayFire(occasion) || explained.isEmpty())
                        .as("seed %s: may fire", seed)
                        .isTrue();
            }
        }
    }

    private static Rule random(long id, Random random) {
        RuleBuilder rule = rule(id);
        switch (random.nextInt(10)) {
            case 0 -> rule.on(Kind.DEFAULT);
            case 1 -> rule.on(Kind.FIRST_MESSAGE);
            case 2 -> rule.on(Trigger.subscribed("a"));
            case 3 -> rule.on(Trigger.subscribed());
            case 4 -> rule.on(Trigger.messages(pick(random, MessageKind.values())));
            case 5 -> rule.on(Kind.OUTSIDE_HOURS);
            case 6 -> rule.keyword(Match.PATTERN, random.nextBoolean() ? "退.*款" : "[退款]+");
            case 7 -> rule.keyword(Match.EXACT, word(random), word(random));
            default -> rule.keyword(Match.CONTAINS, word(random), word(random));
        }
        if (random.nextInt(3) == 0) {
            rule.given(conditions(
                    random.nextBoolean() ? List.of() : List.of("wechat"),
                    random.nextBoolean() ? List.of() : List.of("2"),
                    pick(random, Conditions.Time.values()),
                    null,
                    pick(random, Conditions.Language.values()),
                    pick(random, Conditions.Acquaintance.values())));
        }
        if (random.nextInt(6) == 0) {
            rule.off();
        }
        if (random.nextBoolean()) {
            rule.goingOn();
        }
        return rule.build();
    }

    private static <T> T pick(Random random, T[] values) {
        return values[random.nextInt(values.length)];
    }

    private static String word(Random random) {
        String alphabet = "退款ab";
        StringBuilder word = new StringBuilder();
        for (int i = random.nextInt(3); i >= 0; i--) {
            word.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return word.toString();
    }

    private static Occasion random(Random random) {
        InboundContent content = switch (random.nextInt(6)) {
            case 0 -> new InboundContent.Subscribed(random.nextBoolean() ? "a" : null);
            case 1 -> new InboundContent.Scanned("a");
            case 2 -> new InboundContent.Image("m", null);
            default -> new InboundContent.Text(word(random) + word(random));
        };
        return Occasion.arrived(
                WECHAT,
                ACCOUNT,
                content,
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean() ? WORK : NIGHT);
    }
}
