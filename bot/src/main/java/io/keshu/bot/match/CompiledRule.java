package io.keshu.bot.match;

import io.keshu.bot.rule.BusinessHours;
import io.keshu.bot.rule.Conditions;
import io.keshu.bot.rule.NormalText;
import io.keshu.bot.rule.Rule;
import io.keshu.bot.rule.RuleDefinition;
import io.keshu.bot.rule.Trigger;
import io.keshu.bot.rule.WordPattern;
import io.keshu.channels.api.InboundContent;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A rule made ready to be asked. The one place that knows whether a rule fires, for the engine and for the tester. */
final class CompiledRule {

    private final Rule rule;
    private final BusinessHours hours;
    private final Set<String> channels;
    private final Set<String> accounts;
    private final Set<String> scenes;
    private final List<String> words;
    private final List<WordPattern> patterns;

    CompiledRule(Rule rule, BusinessHours hours) {
        this.rule = rule;
        this.hours = hours;
        Trigger trigger = rule.definition().trigger();
        boolean pattern = trigger.match() == Trigger.Match.PATTERN;
        this.channels = new HashSet<>(rule.definition().conditions().channels());
        this.accounts = new HashSet<>(rule.definition().conditions().accounts());
        this.scenes = new HashSet<>(trigger.scenes());
        this.words = pattern
                ? List.of()
                : trigger.words().stream()
                        .map(NormalText::of)
                        .filter(word -> !word.isEmpty())
                        .toList();
        this.patterns = pattern
                ? trigger.words().stream()
                        .flatMap(word -> WordPattern.ifUsable(word).stream())
                        .toList()
                : List.of();
    }

    Rule rule() {
        return rule;
    }

    RuleDefinition definition() {
        return rule.definition();
    }

    Trigger trigger() {
        return rule.definition().trigger();
    }

    boolean isDefault() {
        return trigger().kind() == Trigger.Kind.DEFAULT;
    }

    /** In {@link NormalText}'s form; none of a rule with patterns. */
    List<String> words() {
        return words;
    }

    List<WordPattern> patterns() {
        return patterns;
    }

    /** Its patterns that no fixed word saves from being tried on every text. */
    Stream<WordPattern> openPatterns() {
        return patterns.stream().filter(pattern -> pattern.fixedWord().isEmpty());
    }

    /** How many messages it says. */
    int answers() {
        return definition().choice() == RuleDefinition.Choice.ALL
                ? definition().answers().size()
                : Math.min(1, definition().answers().size());
    }

    /**
     * Why it does not fire, looked at alone.
     *
     * @param text the words in {@link NormalText}'s form, if there are any
     */
    Optional<Missed> missed(Occasion occasion, @Nullable String text) {
        if (!definition().enabled()) {
            return Optional.of(Missed.DISABLED);
        }
        return triggerMissed(occasion, text).or(() -> placeMissed(occasion)).or(() -> conditionsMissed(occasion, text));
    }

    private Optional<Missed> triggerMissed(Occasion occasion, @Nullable String text) {
        boolean message = occasion.kind().isPresent();
        return switch (trigger().kind()) {
            case SUBSCRIBED -> subscribedMissed(occasion);
            case KEYWORD ->
                text == null ? Optional.of(Missed.OTHER_TRIGGER) : unless(wordsMatch(text), Missed.OTHER_WORDS);
            case MESSAGE_KIND ->
                message
                        ? unless(trigger().kinds().contains(occasion.kind().orElseThrow()), Missed.OTHER_KIND)
                        : Optional.of(Missed.OTHER_TRIGGER);
            case ENTERED -> unless(occasion.content() instanceof InboundContent.Entered, Missed.OTHER_TRIGGER);
            case FIRST_MESSAGE ->
                message || occasion.content() instanceof InboundContent.Subscribed
                        ? unless(occasion.first(), Missed.NOT_FIRST)
                        : Optional.of(Missed.OTHER_TRIGGER);
            case WAITING ->
                occasion.content() == null
                        ? unless(occasion.minutesWaited() == trigger().minutes(), Missed.OTHER_WAIT)
                        : Optional.of(Missed.OTHER_TRIGGER);
            case OUTSIDE_HOURS ->
                message
                        ? unless(!hours.open(occasion.at()), Missed.WITHIN_BUSINESS_HOURS)
                        : Optional.of(Missed.OTHER_TRIGGER);
            case DEFAULT -> unless(message, Missed.OTHER_TRIGGER);
        };
    }

    private Optional<Missed> subscribedMissed(Occasion occasion) {
        boolean subscribed = occasion.content() instanceof InboundContent.Subscribed;
        if (scenes.isEmpty()) {
            return unless(subscribed, Missed.OTHER_TRIGGER);
        }
        if (!subscribed && !(occasion.content() instanceof InboundContent.Scanned)) {
            return Optional.of(Missed.OTHER_TRIGGER);
        }
        return unless(occasion.scene().filter(scenes::contains).isPresent(), Missed.OTHER_SCENE);
    }

    private boolean wordsMatch(String text) {
        return switch (trigger().match()) {
            case EXACT -> words.contains(text);
            case CONTAINS -> words.stream().anyMatch(text::contains);
            case PATTERN -> patterns.stream().anyMatch(pattern -> pattern.matches(text));
        };
    }

    private Optional<Missed> placeMissed(Occasion occasion) {
        if (!channels.isEmpty() && !channels.contains(occasion.channel().value())) {
            return Optional.of(Missed.OTHER_CHANNEL);
        }
        return unless(accounts.isEmpty() || accounts.contains(occasion.account().toString()), Missed.OTHER_ACCOUNT);
    }

    private Optional<Missed> conditionsMissed(Occasion occasion, @Nullable String text) {
        Conditions conditions = definition().conditions();
        if (!timeFits(conditions, occasion)) {
            return Optional.of(Missed.OTHER_TIME);
        }
        if (conditions.language() != Conditions.Language.ANY
                && (text == null
                        || WrittenLanguage.of(text)
                                .filter(language -> language == conditions.language())
                                .isEmpty())) {
            return Optional.of(Missed.OTHER_LANGUAGE);
        }
        boolean known = switch (conditions.acquaintance()) {
            case ANY -> true;
            case NEW -> !occasion.returning();
            case RETURNING -> occasion.returning();
        };
        if (!known) {
            return Optional.of(Missed.OTHER_ACQUAINTANCE);
        }
        // Last, since it is not known to everybody who asks.
        return unless(
                conditions.tags().isEmpty() || conditions.tags().stream().anyMatch(occasion.tags()::contains),
                Missed.OTHER_TAG);
    }

    private boolean timeFits(Conditions conditions, Occasion occasion) {
        return switch (conditions.time()) {
            case ANY -> true;
            case BUSINESS_HOURS -> hours.open(occasion.at());
            case OUTSIDE_BUSINESS_HOURS -> !hours.open(occasion.at());
            case WINDOW -> conditions.window().contains(hours.local(occasion.at()));
        };
    }

    private static Optional<Missed> unless(boolean fits, Missed missed) {
        return fits ? Optional.empty() : Optional.of(missed);
    }
}
