/**
 * Live rules: which rule applies to an event, and how a rule is written as JSON.
 *
 * <p>{@link dev.hotshard.rules.RuleJson} reads rules, {@link dev.hotshard.rules.RuleSet} indexes them, and
 * {@link dev.hotshard.rules.RuleFinder} finds the one that applies. Knows {@code event} and
 * {@code event.json}; neither Flink nor Kafka.
 */
package dev.hotshard.rules;
