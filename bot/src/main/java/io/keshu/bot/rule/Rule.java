package io.keshu.bot.rule;

/**
 * A rule as stored. Its priority is its place in the list.
 *
 * @param version grows by one with every change of the definition
 */
public record Rule(long id, RuleDefinition definition, long version) {}
