package io.keshu.bot.rule;

import java.util.List;

/** Rules for tests, with what does not matter filled in. */
public final class RuleBuilder {

    private final long id;
    private String name;
    private boolean enabled = true;
    private Trigger trigger = Trigger.of(Trigger.Kind.DEFAULT);
    private Conditions conditions = Conditions.NONE;
    private List<Answer> answers = List.of(Answer.text("您好"));
    private RuleDefinition.Choice choice = RuleDefinition.Choice.ALL;
    private boolean stop = true;
    private boolean handOver;
    private String group = "";

    private RuleBuilder(long id) {
        this.id = id;
        this.name = "规则 " + id;
    }

    public static RuleBuilder rule(long id) {
        return new RuleBuilder(id);
    }

    public RuleBuilder named(String value) {
        name = value;
        return this;
    }

    public RuleBuilder off() {
        enabled = false;
        return this;
    }

    public RuleBuilder on(Trigger value) {
        trigger = value;
        return this;
    }

    public RuleBuilder on(Trigger.Kind kind) {
        return on(Trigger.of(kind));
    }

    public RuleBuilder keyword(Trigger.Match match, String... words) {
        return on(Trigger.keyword(match, words));
    }

    public RuleBuilder given(Conditions value) {
        conditions = value;
        return this;
    }

    public RuleBuilder says(String... texts) {
        answers = List.of(texts).stream().map(Answer::text).toList();
        return this;
    }

    public RuleBuilder says(Answer... values) {
        answers = List.of(values);
        return this;
    }

    public RuleBuilder choosing(RuleDefinition.Choice value) {
        choice = value;
        return this;
    }

    public RuleBuilder goingOn() {
        stop = false;
        return this;
    }

    public RuleBuilder handingOver() {
        handOver = true;
        return this;
    }

    public RuleBuilder handingOverTo(String value) {
        group = value;
        return handingOver();
    }

    public RuleDefinition definition() {
        return new RuleDefinition(name, enabled, trigger, conditions, answers, choice, stop, handOver, group);
    }

    public Rule build() {
        return new Rule(id, definition(), 1);
    }
}
