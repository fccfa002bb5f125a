package io.keshu.bot.rule;

import static io.keshu.bot.rule.RuleBuilder.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.keshu.bot.rule.RuleProblem.Code;
import io.keshu.channels.api.AccountDescriptor;
import io.keshu.channels.api.ChannelCapability;
import io.keshu.channels.api.ChannelType;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.LimitedText;
import io.keshu.channels.api.MediaId;
import io.keshu.channels.api.MediaKind;
import io.keshu.channels.api.MediaLimit;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.OutboundMessage;
import io.keshu.channels.api.StoredMedia;
import io.keshu.channels.api.TextLimit;
import io.keshu.channels.testkit.InMemoryChannelAccounts;
import io.keshu.channels.testkit.InMemoryMediaStore;
import io.keshu.domain.account.Channels;
import io.keshu.domain.conversion.Carriage;
import io.keshu.domain.conversion.Conversion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleCheckTest {

    /** WeChat takes cards and 2048 bytes of text, sms 70 characters, fax nothing. */
    private final RuleCheck check = new RuleCheck(new RuleCheck.Surroundings() {
        @Override
        public List<String> channels() {
            return List.of("wechat", "sms", "fax");
        }

        @Override
        public Optional<String> channelOf(String account) {
            return account.equals("1")
                    ? Optional.of("wechat")
                    : account.equals("2") ? Optional.of("sms") : Optional.empty();
        }

        @Override
        public boolean sends(String channel, ChannelCapability what) {
            return what == ChannelCapability.SEND_TEXT
                    ? !channel.equals("fax")
                    : channel.equals("wechat") && what != ChannelCapability.SEND_OPTIONS;
        }

        @Override
        public Carriage carriage(String channel, OutboundContent content) {
            Set<ChannelCapability> capabilities = Stream.of(ChannelCapability.values())
                    .filter(what -> sends(channel, what))
                    .collect(Collectors.toSet());
            return new Conversion(
                            new InMemoryChannelAccounts(),
                            new Channels(List.of()),
                            new InMemoryMediaStore(),
                            media -> "https://hub.example.com/m/" + media.value())
                    .on(new Limited(channel, capabilities, textLimit(channel).orElseThrow()), content);
        }

        @Override
        public Optional<TextLimit> textLimit(String channel) {
            return channel.equals("wechat")
                    ? Optional.of(new TextLimit(2048, TextLimit.Unit.BYTES))
                    : Optional.of(new TextLimit(70, TextLimit.Unit.CHARS));
        }

        @Override
        public boolean groupKnown(String group) {
            return group.equals("7");
        }

        @Override
        public Optional<StoredMedia> media(String id) {
            return id.isEmpty() || id.equals("404")
                    ? Optional.empty()
                    : Optional.of(new StoredMedia(
                            new MediaId(5), "image/png", Long.parseLong(id), "", "", 1, 1, Duration.ofSeconds(61)));
        }

        @Override
        public Optional<MediaLimit> mediaLimit(String channel, MediaKind kind) {
            return Optional.of(new MediaLimit(
                    100,
                    kind == MediaKind.VOICE ? Set.of("audio/amr") : Set.of(),
                    kind == MediaKind.VIDEO ? Duration.ofSeconds(60) : null));
        }

        @Override
        public Optional<String> otherRuleWith(String word, Trigger.Match match) {
            return word.equals("退款") ? Optional.of("售后") : Optional.empty();
        }

        @Override
        public boolean roomForOpenPatterns(int more) {
            return false;
        }
    });

    private record Limited(String name, Set<ChannelCapability> capabilities, TextLimit textLimit)
            implements LimitedText {

        @Override
        public ChannelType type() {
            return new ChannelType(name);
        }

        @Override
        public AccountDescriptor accountDescriptor() {
            return new AccountDescriptor(type(), false, List.of());
        }

        @Override
        public DeliveryResult deliver(OutboundMessage message) {
            return new DeliveryResult.Accepted(null);
        }
    }

    private static Conditions channels(String... channels) {
        return new Conditions(
                List.of(channels),
                List.of(),
                Conditions.Time.ANY,
                Window.NONE,
                Conditions.Language.ANY,
                Conditions.Acquaintance.ANY,
                List.of());
    }

    private static Conditions accounts(String... accounts) {
        return new Conditions(
                List.of(),
                List.of(accounts),
                Conditions.Time.ANY,
                Window.NONE,
                Conditions.Language.ANY,
                Conditions.Acquaintance.ANY,
                List.of());
    }

    private static Conditions window(String from, String to) {
        return new Conditions(
                List.of(),
                List.of(),
                Conditions.Time.WINDOW,
                new Window(List.of(), from, to),
                Conditions.Language.ANY,
                Conditions.Acquaintance.ANY,
                List.of());
    }

    private void finds(RuleBuilder rule, String field, Code code) {
        assertThat(check.problems(rule.definition()))
                .extracting(RuleProblem::field, RuleProblem::code)
                .containsExactly(tuple(field, code));
    }

    @Test
    void a_rule_with_a_word_and_an_answer_is_right() {
        assertThat(check.problems(rule(1).keyword(Trigger.Match.EXACT, "价格").definition()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\u3000"})
    void a_keyword_of_nothing_is_refused(String word) {
        finds(rule(1).keyword(Trigger.Match.CONTAINS, "价格", word), "trigger.words[1]", Code.WORD_EMPTY);
    }

    @Test
    void a_keyword_of_another_rule_is_a_warning_and_none_while_switched_off() {
        List<RuleProblem> found =
                check.problems(rule(1).keyword(Trigger.Match.EXACT, "退款").definition());

        assertThat(found).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(Code.WORD_TWICE);
            assertThat(problem.warning()).isTrue();
            assertThat(problem.arguments()).containsExactly("售后");
        });
        assertThat(check.problems(
                        rule(1).keyword(Trigger.Match.EXACT, "退款").off().definition()))
                .isEmpty();
    }

    @Test
    void patterns_are_compiled_and_those_without_a_fixed_word_are_counted() {
        finds(rule(1).keyword(Trigger.Match.PATTERN, "退款(", "订单.*"), "trigger.words[0]", Code.PATTERN_INVALID);
        finds(rule(1).keyword(Trigger.Match.PATTERN, "(退款){999}"), "trigger.words[0]", Code.PATTERN_TOO_LARGE);
        finds(rule(1).keyword(Trigger.Match.PATTERN, "[0-9]{11}"), "trigger.words", Code.PATTERNS_TOO_OPEN);
        finds(
                rule(1).keyword(Trigger.Match.PATTERN, "一".repeat(WordPattern.MAX_LENGTH + 1)),
                "trigger.words[0]",
                Code.TOO_LONG);
    }

    @Test
    void each_trigger_needs_its_parts() {
        finds(rule(1).keyword(Trigger.Match.EXACT), "trigger.words", Code.REQUIRED);
        finds(rule(1).on(Trigger.messages()), "trigger.kinds", Code.REQUIRED);
        finds(rule(1).on(Trigger.waiting(0)), "trigger.minutes", Code.MINUTES_RANGE);
        finds(rule(1).on(Trigger.waiting(RuleCheck.MAX_MINUTES + 1)), "trigger.minutes", Code.MINUTES_RANGE);
        finds(rule(1).on(Trigger.subscribed("a".repeat(65))), "trigger.scenes[0]", Code.TOO_LONG);
    }

    @Test
    void unknown_channels_and_accounts_are_named() {
        finds(rule(1).given(channels("wechat", "pigeon")), "conditions.channels[1]", Code.CHANNEL_UNKNOWN);
        finds(rule(1).given(accounts("1", "9")), "conditions.accounts[1]", Code.ACCOUNT_UNKNOWN);
        finds(rule(1).given(accounts("x")), "conditions.accounts[0]", Code.ACCOUNT_UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "09:00,09:00,WINDOW_EMPTY",
        "00:00,24:00,",
        "22:00,06:00,",
        "24:00,25:00,TIME_MALFORMED",
        "9,10,TIME_MALFORMED"
    })
    void a_window_has_a_length(String from, String to, Code code) {
        List<RuleProblem> found = check.problems(rule(1).given(window(from, to)).definition());

        assertThat(found).extracting(RuleProblem::code).isEqualTo(code == null ? List.of() : List.of(code));
    }

    @Test
    void a_text_too_long_for_a_channel_that_the_rule_reaches_names_the_channel() {
        String seventyOne = "字".repeat(71);

        List<RuleProblem> found = check.problems(rule(1).says(seventyOne).definition());
        assertThat(found).singleElement().satisfies(problem -> {
            assertThat(problem.field()).isEqualTo("answers[0].text");
            assertThat(problem.code()).isEqualTo(Code.TOO_LONG_FOR_CHANNEL);
            assertThat(problem.arguments()).containsExactly("sms", 70, TextLimit.Unit.CHARS);
        });
        assertThat(check.problems(
                        rule(1).says(seventyOne).given(channels("wechat")).definition()))
                .isEmpty();
        assertThat(check.problems(rule(1).says(seventyOne).given(accounts("1")).definition()))
                .isEmpty();
        finds(rule(1).says("字".repeat(683)).given(accounts("1")), "answers[0].text", Code.TOO_LONG_FOR_CHANNEL);
        finds(rule(1).given(channels("fax")), "answers[0].text", Code.CHANNEL_CANNOT_SEND);
    }

    @Test
    void cards_are_measured_as_text_where_a_channel_has_none() {
        Answer card = Answer.articles(new Answer.ArticleCard("新品上市", "", "https://example.com/" + "a".repeat(80), ""));

        finds(rule(1).says(card), "answers[0].text", Code.TOO_LONG_FOR_CHANNEL);
        assertThat(check.problems(rule(1).says(card).given(channels("wechat")).definition()))
                .isEmpty();
    }

    @Test
    void answers_are_there_printable_and_not_too_many() {
        finds(rule(1).says(new String[0]), "answers", Code.REQUIRED);
        finds(rule(1).says(" "), "answers[0].text", Code.REQUIRED);
        finds(rule(1).says("a\uD83D"), "answers[0].text", Code.UNPRINTABLE);
        finds(rule(1).says("您好 {name}"), "answers[0].text", Code.PLACEHOLDER_UNKNOWN);
        finds(rule(1).says("1", "2", "3", "4", "5", "6"), "answers", Code.TOO_MANY);
        assertThat(check.problems(rule(1).says("1", "2", "3", "4", "5", "6")
                        .choosing(RuleDefinition.Choice.RANDOM)
                        .definition()))
                .isEmpty();
        finds(
                rule(1).says(Answer.articles(new Answer.ArticleCard("标题", "", "ftp://example.com", ""))),
                "answers[0].articles[0].url",
                Code.URL_INVALID);
        finds(rule(1).says(Answer.options("选一个")), "answers[0].options", Code.REQUIRED);
    }

    @Test
    void everything_is_said_at_once() {
        assertThat(check.problems(new RuleDefinition(null, true, null, null, null, null, true, false)))
                .extracting(RuleProblem::field)
                .containsExactly("name", "answers");
    }

    private List<RuleProblem> saying(Answer answer, String... on) {
        return check.problems(rule(1).given(channels(on)).says(answer).definition());
    }

    @Test
    void media_have_to_be_there_and_within_what_every_channel_carries() {
        assertThat(saying(Answer.media(Answer.Kind.IMAGE, "100"), "wechat")).isEmpty();
        assertThat(saying(Answer.media(Answer.Kind.IMAGE, ""), "wechat"))
                .containsExactly(RuleProblem.error("answers[0].media", Code.REQUIRED));
        assertThat(saying(Answer.media(Answer.Kind.IMAGE, "404"), "wechat"))
                .containsExactly(RuleProblem.error("answers[0].media", Code.MEDIA_UNKNOWN));
        assertThat(saying(Answer.media(Answer.Kind.IMAGE, "101"), "wechat"))
                .containsExactly(RuleProblem.error("answers[0].media", Code.MEDIA_TOO_LARGE, "wechat", 100L));
        assertThat(saying(Answer.media(Answer.Kind.VOICE, "9"), "wechat"))
                .containsExactly(RuleProblem.error("answers[0].media", Code.MEDIA_TYPE_REFUSED, "wechat", "image/png"));
        assertThat(saying(Answer.media(Answer.Kind.VIDEO, "9"), "wechat"))
                .containsExactly(RuleProblem.error("answers[0].media", Code.MEDIA_TOO_LONG, "wechat", 60L));
        assertThat(saying(Answer.media(Answer.Kind.IMAGE, "9"), "fax", "wechat"))
                .containsExactly(RuleProblem.error("answers[0].media", Code.CHANNEL_CANNOT_SEND, "fax"));
    }

    @Test
    void what_becomes_a_link_has_no_limits_of_the_channel_to_keep() {
        assertThat(saying(Answer.media(Answer.Kind.IMAGE, "101"), "sms")).isEmpty();
    }

    @Test
    void pages_and_links_say_what_is_missing_at_its_field() {
        assertThat(saying(Answer.miniProgram("", "", "", ""), "wechat"))
                .extracting(RuleProblem::field)
                .containsExactly("answers[0].title", "answers[0].appId", "answers[0].path", "answers[0].media");
        assertThat(saying(Answer.link("官网", "", "javascript:alert(1)"), "wechat"))
                .containsExactly(RuleProblem.error("answers[0].url", Code.URL_INVALID));
        assertThat(saying(Answer.link("官网", "", "https://shop.example.com"), "wechat", "sms"))
                .isEmpty();
    }

    @Test
    void a_rule_that_hands_over_need_not_say_anything_and_names_a_group_that_is_there() {
        assertThat(check.problems(rule(1).says(new Answer[0]).definition()))
                .contains(RuleProblem.error("answers", Code.REQUIRED));
        assertThat(check.problems(rule(1).says(new Answer[0]).handingOverTo("7").definition()))
                .isEmpty();
        assertThat(check.problems(
                        rule(1).handingOverTo("8").given(channels("wechat")).definition()))
                .containsExactly(RuleProblem.error("group", Code.GROUP_UNKNOWN));
    }
}
