package io.keshu.bot.match;

import io.keshu.bot.rule.BusinessHours;
import io.keshu.bot.rule.NormalText;
import io.keshu.bot.rule.Rule;
import io.keshu.bot.rule.RuleCheck;
import io.keshu.bot.rule.Trigger;
import io.keshu.bot.rule.WordPattern;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All rules at one moment, made ready to be asked for every message. Immutable; a change makes another. Asking takes microseconds
 * where keywords decide, whatever the number of rules.
 */
public final class RuleBook {

    public static final RuleBook EMPTY = RuleBook.of(List.of(), BusinessHours.USUAL);

    private final List<CompiledRule> all;
    private final List<CompiledRule> enabled;
    private final KeywordIndex keywords;
    private final Map<Trigger.Kind, BitSet> byKind = new EnumMap<>(Trigger.Kind.class);
    private final List<Integer> waits;
    private final boolean asksForTags;

    /** By id as text: asked for under the lock when a tap on a menu leads to a rule. */
    private final Map<String, Rule> byId;

    private RuleBook(List<CompiledRule> all) {
        this.all = List.copyOf(all);
        this.enabled = all.stream().filter(rule -> rule.definition().enabled()).toList();
        this.keywords = KeywordIndex.of(enabled);
        TreeSet<Integer> minutes = new TreeSet<>();
        for (Trigger.Kind kind : Trigger.Kind.values()) {
            byKind.put(kind, new BitSet());
        }
        for (int place = 0; place < enabled.size(); place++) {
            Trigger trigger = enabled.get(place).trigger();
            byKind.getOrDefault(trigger.kind(), new BitSet()).set(place);
            if (trigger.kind() == Trigger.Kind.WAITING) {
                minutes.add(trigger.minutes());
            }
        }
        this.waits = List.copyOf(minutes);
        this.asksForTags = enabled.stream()
                .anyMatch(rule -> !rule.definition().conditions().tags().isEmpty());
        this.byId = enabled.stream()
                .map(CompiledRule::rule)
                .collect(Collectors.toUnmodifiableMap(
                        rule -> Long.toString(rule.id()), rule -> rule, (first, second) -> first));
    }

    /** @param rules in order of priority */
    public static RuleBook of(List<Rule> rules, BusinessHours hours) {
        return new RuleBook(
                rules.stream().map(rule -> new CompiledRule(rule, hours)).toList());
    }

    public int size() {
        return all.size();
    }

    /** An enabled rule by its id as text, whatever its trigger and conditions. */
    public Optional<Rule> enabled(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** All rules, in order of priority. */
    public List<Rule> rules() {
        return all.stream().map(CompiledRule::rule).toList();
    }

    /** After how many minutes of waiting some rule may fire, in ascending order. */
    public List<Integer> waits() {
        return waits;
    }

    /** The rules that name scenes, by scene. */
    public Map<String, List<Rule>> withScenes() {
        Map<String, List<Rule>> found = new HashMap<>();
        for (CompiledRule rule : all) {
            if (rule.trigger().kind() == Trigger.Kind.SUBSCRIBED) {
                for (String scene : rule.trigger().scenes()) {
                    found.computeIfAbsent(scene, unknown -> new ArrayList<>()).add(rule.rule());
                }
            }
        }
        return found;
    }

    /** Whether any rule wants to know the customer's tags. */
    public boolean asksForTags() {
        return asksForTags;
    }

    /** Whether any rule may fire: {@link #fire} says for certain, since here nobody knows whether the customer returns, nor which tags she bears. */
    public boolean mayFire(Occasion occasion) {
        String text = normal(occasion);
        BitSet candidates = candidates(occasion, text);
        candidates.or(kind(Trigger.Kind.DEFAULT));
        for (int place = candidates.nextSetBit(0); place >= 0; place = candidates.nextSetBit(place + 1)) {
            Optional<Missed> missed = enabled.get(place).missed(occasion, text);
            if (missed.isEmpty() || missed.get() == Missed.OTHER_ACQUAINTANCE || missed.get() == Missed.OTHER_TAG) {
                return true;
            }
        }
        return false;
    }

    /** The rules that fire, in order of priority. */
    public List<Rule> fire(Occasion occasion) {
        String text = normal(occasion);
        Course course = new Course();
        walk(candidates(occasion, text), occasion, text, course);
        if (course.fired.isEmpty()) {
            walk(kind(Trigger.Kind.DEFAULT), occasion, text, course);
        }
        return course.fired.stream().map(CompiledRule::rule).toList();
    }

    private void walk(BitSet candidates, Occasion occasion, @Nullable String text, Course course) {
        for (int place = candidates.nextSetBit(0);
                place >= 0 && !course.stopped;
                place = candidates.nextSetBit(place + 1)) {
            CompiledRule rule = enabled.get(place);
            if (rule.missed(occasion, text).isEmpty()) {
                course.take(rule);
            }
        }
    }

    /** What becomes of each rule, in order of priority: every one is asked, so this is for people who wait for it. */
    public List<Verdict> explain(Occasion occasion) {
        String text = normal(occasion);
        Course course = new Course();
        Map<Long, Optional<Missed>> missed = new HashMap<>();
        for (boolean defaults : new boolean[] {false, true}) {
            boolean another = !course.fired.isEmpty();
            for (CompiledRule rule : all) {
                if (rule.isDefault() == defaults) {
                    missed.put(
                            rule.rule().id(),
                            rule.missed(occasion, text)
                                    .or(() -> defaults && another
                                            ? Optional.of(Missed.ANOTHER_FIRED)
                                            : course.take(rule)));
                }
            }
        }
        return all.stream()
                .map(rule ->
                        new Verdict(rule.rule(), missed.getOrDefault(rule.rule().id(), Optional.empty())))
                .toList();
    }

    /** The name of another enabled rule with this keyword, compared in the same way. */
    public Optional<String> otherRuleWith(String word, Trigger.Match match, long except) {
        return keywords.with(NormalText.of(word), match, enabled).stream()
                .map(enabled::get)
                .filter(rule -> rule.rule().id() != except)
                .map(rule -> rule.definition().name())
                .findFirst();
    }

    /** The patterns of enabled rules but this one that are tried on every text. */
    public List<WordPattern> openPatterns(long except) {
        return enabled.stream()
                .filter(rule -> rule.rule().id() != except)
                .flatMap(CompiledRule::openPatterns)
                .toList();
    }

    /** Places of enabled rules that may fire, defaults left out. */
    private BitSet candidates(Occasion occasion, @Nullable String text) {
        BitSet found = new BitSet(enabled.size());
        if (occasion.content() == null) {
            found.or(kind(Trigger.Kind.WAITING));
            return found;
        }
        found.or(kind(Trigger.Kind.FIRST_MESSAGE));
        if (occasion.kind().isPresent()) {
            found.or(kind(Trigger.Kind.MESSAGE_KIND));
            found.or(kind(Trigger.Kind.OUTSIDE_HOURS));
            if (text != null) {
                keywords.candidates(text, found);
            }
        } else {
            found.or(kind(Trigger.Kind.SUBSCRIBED));
            found.or(kind(Trigger.Kind.ENTERED));
        }
        return found;
    }

    private BitSet kind(Trigger.Kind kind) {
        return byKind.getOrDefault(kind, new BitSet());
    }

    private static @Nullable String normal(Occasion occasion) {
        return occasion.words().map(NormalText::ofMessage).orElse(null);
    }

    /** How one occasion goes, rule by rule. */
    private static final class Course {
        private final List<CompiledRule> fired = new ArrayList<>();
        private int answers;
        private boolean stopped;

        /** Lets a rule fire that would if it were alone. */
        Optional<Missed> take(CompiledRule rule) {
            if (stopped) {
                return Optional.of(Missed.STOPPED);
            }
            if (answers + rule.answers() > RuleCheck.MAX_ANSWERS) {
                return Optional.of(Missed.TOO_MANY_ANSWERS);
            }
            fired.add(rule);
            answers += rule.answers();
            stopped = rule.definition().stop();
            return Optional.empty();
        }
    }
}
