package io.keshu.bot.rule;

import io.keshu.bot.rule.RuleProblem.Code;
import io.keshu.channels.api.ChannelCapability;
import io.keshu.channels.api.MediaKind;
import io.keshu.channels.api.MediaLimit;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.StoredMedia;
import io.keshu.channels.api.TextLimit;
import io.keshu.domain.conversion.Carriage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says everything that is wrong with a rule, so that all of it can be shown at once. */
public final class RuleCheck {

    /** The longest name, in characters. */
    public static final int MAX_NAME = 60;

    /** The most words, scenes or conditions of one kind. */
    public static final int MAX_WORDS = 200;

    /** The longest keyword or scene, in characters. */
    public static final int MAX_WORD = 64;

    /** The most messages that one occasion is answered with: a provider's allowance is small. */
    public static final int MAX_ANSWERS = 5;

    /** The most messages to choose one from. */
    public static final int MAX_CHOICES = 20;

    /** The longest wait in minutes: after two days few providers take an answer. */
    public static final int MAX_MINUTES = 2880;

    private final Surroundings surroundings;

    public RuleCheck(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** What a rule is checked against beside itself. */
    public interface Surroundings {

        /** The channels that the hub has. */
        List<String> channels();

        /** The type of an account's channel; empty if there is no such account. */
        Optional<String> channelOf(String account);

        boolean sends(String channel, ChannelCapability what);

        /** In which form a channel carries something; not at all if there is no such channel. */
        Carriage carriage(String channel, OutboundContent content);

        /** Whether there is such a group of agents. */
        boolean groupKnown(String group);

        /** What was uploaded under this id; empty if nothing is there. */
        Optional<StoredMedia> media(String id);

        /** Empty where the channel states none for media of this kind. */
        Optional<MediaLimit> mediaLimit(String channel, MediaKind kind);

        /** Empty where the channel has none, or there is no such channel. */
        Optional<TextLimit> textLimit(String channel);

        /** The name of another enabled rule with this keyword, compared in the same way. */
        Optional<String> otherRuleWith(String word, Trigger.Match match);

        /** Whether there is room for this many more patterns without a fixed word. */
        boolean roomForOpenPatterns(int more);
    }

    /** Errors and warnings, in the order of the form. */
    public List<RuleProblem> problems(RuleDefinition rule) {
        List<RuleProblem> found = new ArrayList<>();
        text("name", rule.name(), MAX_NAME, found);
        trigger(rule, found);
        conditions(rule.conditions(), found);
        answers(rule, found);
        if (!rule.group().isEmpty() && !surroundings.groupKnown(rule.group())) {
            found.add(RuleProblem.error("group", Code.GROUP_UNKNOWN));
        }
        return found;
    }

    private void trigger(RuleDefinition rule, List<RuleProblem> found) {
        Trigger trigger = rule.trigger();
        switch (trigger.kind()) {
            case KEYWORD -> words(rule, found);
            case SUBSCRIBED -> {
                count("trigger.scenes", trigger.scenes(), MAX_WORDS, found);
                for (int i = 0; i < trigger.scenes().size(); i++) {
                    text("trigger.scenes[" + i + "]", trigger.scenes().get(i), MAX_WORD, found);
                }
            }
            case MESSAGE_KIND -> {
                if (trigger.kinds().isEmpty()) {
                    found.add(RuleProblem.error("trigger.kinds", Code.REQUIRED));
                }
            }
            case WAITING -> {
                if (trigger.minutes() < 1 || trigger.minutes() > MAX_MINUTES) {
                    found.add(RuleProblem.error("trigger.minutes", Code.MINUTES_RANGE, 1, MAX_MINUTES));
                }
            }
            case ENTERED, FIRST_MESSAGE, OUTSIDE_HOURS, DEFAULT -> {}
        }
    }

    private void words(RuleDefinition rule, List<RuleProblem> found) {
        Trigger trigger = rule.trigger();
        if (trigger.words().isEmpty()) {
            found.add(RuleProblem.error("trigger.words", Code.REQUIRED));
        }
        count("trigger.words", trigger.words(), MAX_WORDS, found);
        int open = 0;
        for (int i = 0; i < trigger.words().size(); i++) {
            String word = trigger.words().get(i);
            String field = "trigger.words[" + i + "]";
            if (NormalText.of(word).isEmpty()) {
                found.add(RuleProblem.error(field, Code.WORD_EMPTY));
            } else if (trigger.match() == Trigger.Match.PATTERN) {
                open += pattern(field, word, found);
            } else if (word.length() > MAX_WORD) {
                found.add(RuleProblem.error(field, Code.TOO_LONG, MAX_WORD));
            } else {
                surroundings
                        .otherRuleWith(word, trigger.match())
                        .filter(other -> rule.enabled())
                        .ifPresent(other -> found.add(RuleProblem.warning(field, Code.WORD_TWICE, other)));
            }
        }
        if (open > 0 && rule.enabled() && !surroundings.roomForOpenPatterns(open)) {
            found.add(RuleProblem.error("trigger.words", Code.PATTERNS_TOO_OPEN));
        }
    }

    /** @return 1 if the pattern has no fixed word */
    private static int pattern(String field, String word, List<RuleProblem> found) {
        try {
            return WordPattern.compile(word).fixedWord().isPresent() ? 0 : 1;
        } catch (WordPattern.RefusedException e) {
            found.add(
                    e.code() == Code.TOO_LONG
                            ? RuleProblem.error(field, e.code(), WordPattern.MAX_LENGTH)
                            : RuleProblem.error(field, e.code(), e.detail()));
            return 0;
        }
    }

    private void conditions(Conditions conditions, List<RuleProblem> found) {
        for (int i = 0; i < conditions.channels().size(); i++) {
            String channel = conditions.channels().get(i);
            if (!surroundings.channels().contains(channel)) {
                found.add(RuleProblem.error("conditions.channels[" + i + "]", Code.CHANNEL_UNKNOWN, channel));
            }
        }
        count("conditions.accounts", conditions.accounts(), MAX_WORDS, found);
        for (int i = 0; i < conditions.accounts().size(); i++) {
            String account = conditions.accounts().get(i);
            if (surroundings.channelOf(account).isEmpty()) {
                found.add(RuleProblem.error("conditions.accounts[" + i + "]", Code.ACCOUNT_UNKNOWN, account));
            }
        }
        count("conditions.tags", conditions.tags(), MAX_WORDS, found);
        for (int i = 0; i < conditions.tags().size(); i++) {
            text("conditions.tags[" + i + "]", conditions.tags().get(i), MAX_WORD, found);
        }
        if (conditions.time() == Conditions.Time.WINDOW) {
            Window window = conditions.window();
            if (!window.valid()) {
                found.add(RuleProblem.error("conditions.window", Code.TIME_MALFORMED));
            } else if (window.empty()) {
                found.add(RuleProblem.error("conditions.window", Code.WINDOW_EMPTY));
            }
        }
    }

    private void answers(RuleDefinition rule, List<RuleProblem> found) {
        int most = rule.choice() == RuleDefinition.Choice.ALL ? MAX_ANSWERS : MAX_CHOICES;
        if (rule.answers().isEmpty() && !rule.handOver()) {
            found.add(RuleProblem.error("answers", Code.REQUIRED));
        }
        count("answers", rule.answers(), most, found);
        AnswerCheck check = new AnswerCheck(surroundings, reached(rule.conditions()));
        for (int i = 0; i < rule.answers().size(); i++) {
            found.addAll(check.problems("answers[" + i + "]", rule.answers().get(i)));
        }
    }

    /** The channels on which the rule may fire. */
    private List<String> reached(Conditions conditions) {
        if (!conditions.accounts().isEmpty()) {
            return conditions.accounts().stream()
                    .flatMap(account -> surroundings.channelOf(account).stream())
                    .filter(channel -> conditions.channels().isEmpty()
                            || conditions.channels().contains(channel))
                    .distinct()
                    .toList();
        }
        return surroundings.channels().stream()
                .filter(channel -> conditions.channels().isEmpty()
                        ? surroundings.sends(channel, ChannelCapability.SEND_TEXT)
                        : conditions.channels().contains(channel))
                .toList();
    }

    static void count(String field, List<?> list, int most, List<RuleProblem> found) {
        if (list.size() > most) {
            found.add(RuleProblem.error(field, Code.TOO_MANY, most));
        }
    }

    static void text(String field, String text, int most, List<RuleProblem> found) {
        if (text.isBlank()) {
            found.add(RuleProblem.error(field, Code.REQUIRED));
        } else {
            textIfAny(field, text, most, found);
        }
    }

    static void textIfAny(String field, String text, int most, List<RuleProblem> found) {
        if (text.codePoints().anyMatch(RuleCheck::unprintable)) {
            found.add(RuleProblem.error(field, Code.UNPRINTABLE));
        } else if (text.codePointCount(0, text.length()) > most) {
            found.add(RuleProblem.error(field, Code.TOO_LONG, most));
        }
    }

    private static boolean unprintable(int codePoint) {
        return Character.getType(codePoint) == Character.SURROGATE
                || (Character.isISOControl(codePoint) && "\t\n\r".indexOf(codePoint) < 0);
    }
}
