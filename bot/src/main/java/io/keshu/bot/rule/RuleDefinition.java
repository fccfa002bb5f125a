package io.keshu.bot.rule;

import java.util.List;
import java.util.Objects;

/**
 * What a rule says: when it fires, under which conditions, and what it answers. Parts that are missing where it is read from
 * are empty here; {@link RuleCheck} says what is wrong with it.
 *
 * @param choice how the messages are chosen from {@code answers}
 * @param stop whether rules below it are left out once it has fired
 * @param handOver whether the customer waits for an agent all the same; such a rule need not say anything
 * @param group id of the group whose agents the customer waits for, as text; empty for any
 */
public record RuleDefinition(
        String name,
        boolean enabled,
        Trigger trigger,
        Conditions conditions,
        List<Answer> answers,
        Choice choice,
        boolean stop,
        boolean handOver,
        String group) {

    /** How messages are chosen. */
    public enum Choice {
        /** All of them, in this order. */
        ALL,
        /** One by chance. */
        RANDOM,
        /** One, in turn; each node has a turn of its own. */
        ROTATING
    }

    public RuleDefinition {
        name = Objects.requireNonNullElse(name, "").strip();
        trigger = Objects.requireNonNullElse(trigger, Trigger.of(Trigger.Kind.DEFAULT));
        conditions = Objects.requireNonNullElse(conditions, Conditions.NONE);
        answers = Lists.present(answers);
        choice = Objects.requireNonNullElse(choice, Choice.ALL);
        group = handOver ? Objects.requireNonNullElse(group, "").strip() : "";
    }

    /** A rule that hands over to any agent, if at all. */
    public RuleDefinition(
            String name,
            boolean enabled,
            Trigger trigger,
            Conditions conditions,
            List<Answer> answers,
            Choice choice,
            boolean stop,
            boolean handOver) {
        this(name, enabled, trigger, conditions, answers, choice, stop, handOver, "");
    }

    /** The same, switched on or off. */
    public RuleDefinition enabled(boolean on) {
        return new RuleDefinition(name, on, trigger, conditions, answers, choice, stop, handOver, group);
    }
}
